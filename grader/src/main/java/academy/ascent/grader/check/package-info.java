/**
 * Owns the checks: one class each, found by {@link java.util.ServiceLoader}, so that adding one is a class and a line in
 * {@code META-INF/services}. Exports {@link academy.ascent.grader.check.Check}, the stage it runs on and the lab's cases.
 *
 * <p>Of the measuring protocol these parts are not here yet: the light probe of the lab's reference beside the load,
 * cores of their own for sandbox and generator, relative targets and saturation, the 60-second measurement near
 * saturation (a design effect over 5 only forbids an early pass), and faults other than a killed replica and a bad release.
 */
@NullMarked
package academy.ascent.grader.check;

import org.jspecify.annotations.NullMarked;
