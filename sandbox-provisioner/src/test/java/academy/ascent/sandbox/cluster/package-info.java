/**
 * A real API server for tests. A test class that is marked with ClusterTest gets a TestCluster, from the first source
 * that this machine has; where it has none, the class is skipped and says why.
 */
@NullMarked
package academy.ascent.sandbox.cluster;

import org.jspecify.annotations.NullMarked;
