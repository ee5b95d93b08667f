/**
 * Monitors that hold what a predictor is asked and answers against reference data, and say when it has drifted.
 * It exports the monitors as a whole: taps for predictors, resources for HTTP, and their lines on the metrics page.
 */
@NullMarked
package academy.ascent.reference.drift;

import org.jspecify.annotations.NullMarked;
