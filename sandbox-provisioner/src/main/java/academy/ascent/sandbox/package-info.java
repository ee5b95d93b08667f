/** Where workloads run: sandboxes on this machine or on a cluster. Exports the port Sandboxes and its records; the Kubernetes client never leaves the module. */
@NullMarked
package academy.ascent.sandbox;

import org.jspecify.annotations.NullMarked;
