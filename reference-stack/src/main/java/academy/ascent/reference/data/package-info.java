/**
 * Data sets in CSV files beside the models: what a model was trained on, or cases with known labels.
 * It exports their columns as arrays, and every fault of a file as an invalid configuration with its line.
 */
@NullMarked
package academy.ascent.reference.data;

import org.jspecify.annotations.NullMarked;
