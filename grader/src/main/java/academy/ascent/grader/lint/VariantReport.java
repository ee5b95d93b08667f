package academy.ascent.grader.lint;

import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.util.List;

/**
 * One variant in the report.
 *
 * @param expected the ids of the checks that must fail
 * @param failed the ids of those that failed
 * @param gradings how often it was graded now; 0 if its verdict was kept from before
 */
record VariantReport(
        String name, List<String> expected, List<String> failed, int gradings, boolean asDeclared, Grade grade) {

    static VariantReport of(Variant variant, Grade grade, int gradings, boolean asDeclared) {
        return new VariantReport(
                variant.name(), variant.fails(), grade.ids(Outcome.FAILED), gradings, asDeclared, grade);
    }
}
