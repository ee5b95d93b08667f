/**
 * Learners' sandboxes on a Kubernetes cluster, where an operator has named one: learners open theirs and work in it with
 * {@code kubectl}, operators see all of them, and what is due for them is done. All that is known of them stands in the
 * cluster.
 */
@NullMarked
package academy.ascent.platform.cluster;

import org.jspecify.annotations.NullMarked;
