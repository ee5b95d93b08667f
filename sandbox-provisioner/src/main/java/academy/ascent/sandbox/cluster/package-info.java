/**
 * Sandboxes on a Kubernetes cluster: the objects that one is, as pure functions over the YAML templates beside these
 * classes, and how one is opened, suspended, resumed and closed there. Exports {@code ClusterSandboxes} and the records
 * that it takes and gives; the Kubernetes client stays inside.
 */
@NullMarked
package academy.ascent.sandbox.cluster;

import org.jspecify.annotations.NullMarked;
