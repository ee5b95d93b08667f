/** Reading: lessons, who may read which, how far a learner has come, and the dashboard. Exports nothing. */
@NullMarked
package academy.ascent.platform.learning;

import org.jspecify.annotations.NullMarked;
