/**
 * Owns what a Feast repository declares (its registry as JSON) and the point-in-time join that follows from it. Exports
 * {@link academy.ascent.grader.feast.FeastRegistry}, {@link academy.ascent.grader.feast.CsvTable} and
 * {@link academy.ascent.grader.feast.SourceRows}; what a lab asks is not known here.
 */
@NullMarked
package academy.ascent.grader.feast;

import org.jspecify.annotations.NullMarked;
