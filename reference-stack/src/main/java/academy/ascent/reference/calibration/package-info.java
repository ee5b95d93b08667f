/**
 * Maps a model's scores to probabilities that hold: learnt from scores whose outcome is known.
 * It exports the map and how well it holds, the expected calibration error.
 */
@NullMarked
package academy.ascent.reference.calibration;

import org.jspecify.annotations.NullMarked;
