/**
 * What a submission counts for after people had their say: decisions, each with its reason, over the measured verdict. Exports
 * Decisions, Decision and Teaching; knows submissions by their number only.
 */
@NullMarked
package academy.ascent.platform.grade;

import org.jspecify.annotations.NullMarked;
