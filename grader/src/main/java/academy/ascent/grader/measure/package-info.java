/**
 * Owns the measuring process: its command line, the life of one grading inside it and the events it prints. Exports
 * {@link academy.ascent.grader.measure.GradingEvent}, which the platform and lint read line by line.
 */
@NullMarked
package academy.ascent.grader.measure;

import org.jspecify.annotations.NullMarked;
