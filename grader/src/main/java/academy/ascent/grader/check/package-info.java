/**
 * Owns the checks: one class each, found by {@link java.util.ServiceLoader}, so that adding one is a class and a line in
 * {@code META-INF/services}. Exports {@link academy.ascent.grader.check.Check}, the stage it runs on and the lab's cases.
 */
@NullMarked
package academy.ascent.grader.check;

import org.jspecify.annotations.NullMarked;
