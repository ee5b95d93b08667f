/** A learner's own sandbox on a cluster, and the operator's list of all of them. */
@NullMarked
package academy.ascent.site.cluster;

import org.jspecify.annotations.NullMarked;
