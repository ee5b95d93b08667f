/**
 * Sandboxes on a Kubernetes cluster: the objects that one is, as pure functions over the YAML templates beside these
 * classes, and a reconciler that applies and removes them. Exports nothing yet.
 */
@NullMarked
package academy.ascent.sandbox.cluster;

import org.jspecify.annotations.NullMarked;
