/**
 * Drift between two CSV files, told once on the command line.
 * It exports {@link academy.ascent.reference.compare.CompareCommand}; servers never load it.
 */
@NullMarked
package academy.ascent.reference.compare;

import org.jspecify.annotations.NullMarked;
