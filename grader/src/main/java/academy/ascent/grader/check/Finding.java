package academy.ascent.grader.check;

import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.Measurement;
import java.util.List;

/**
 * What a check found, before points are given for it.
 *
 * @param title the finding in one line
 * @param explanation what was expected, what was measured, where in the submission, what next
 */
public record Finding(
        Ground ground,
        Outcome outcome,
        String title,
        String explanation,
        List<Measurement> measurements,
        List<Evidence> evidence) {

    public Finding {
        measurements = List.copyOf(measurements);
        evidence = List.copyOf(evidence);
    }
}
