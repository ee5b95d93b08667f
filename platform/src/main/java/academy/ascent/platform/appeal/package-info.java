/** What needs a person: appeals, submissions that nothing could judge, and labs whose queue is to stand still. Exports nothing. */
@NullMarked
package academy.ascent.platform.appeal;

import org.jspecify.annotations.NullMarked;
