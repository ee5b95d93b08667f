/**
 * Owns the command {@code inspect}, which opens one model file and says in JSON what it is; it is meant to run where a
 * model of unknown origin can do no harm. Exports the command alone.
 */
@NullMarked
package academy.ascent.reference.inspect;

import org.jspecify.annotations.NullMarked;
