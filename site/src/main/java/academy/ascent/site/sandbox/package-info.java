/** A learner's own sandbox, and the operator's list of all of them. */
@NullMarked
package academy.ascent.site.sandbox;

import org.jspecify.annotations.NullMarked;
