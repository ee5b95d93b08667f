/**
 * Owns {@code lab.yaml}: the one strict parser, the records of a lab and the assembling of a submission's files.
 * Exports {@link academy.ascent.grader.lab.Labs} and the records it reads; what a check's {@code with} may hold is told
 * by each {@link academy.ascent.grader.lab.CheckKind}.
 */
@NullMarked
package academy.ascent.grader.lab;

import org.jspecify.annotations.NullMarked;
