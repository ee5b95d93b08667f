/**
 * Owns the pictures of measurements: standing SVGs without any style of their own, coloured by the classes {@code p-axis
 * p-bar p-bar-bad p-target p-band p-text p-fault p-slot-ok p-slot-bad p-grid}. Exports pure functions from numbers to SVG.
 */
@NullMarked
package academy.ascent.grader.picture;

import org.jspecify.annotations.NullMarked;
