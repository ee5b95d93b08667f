package academy.ascent.grader.verdict;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param id the check's id in the lab
 * @param check the kind of check
 * @param points what it is worth
 * @param earned what was earned; undecided points count as not earned here
 * @param must whether nobody passes without it
 * @param title the finding in one line, for example {@code p95 38 ms, target 50 ms}
 * @param explanation what was expected, what was measured, where in the submission, what next
 * @param hint the lab's help for this check, or null
 */
public record CheckResult(
        String id,
        String check,
        Ground ground,
        Outcome outcome,
        int points,
        int earned,
        boolean must,
        String title,
        String explanation,
        @Nullable String hint,
        List<Measurement> measurements,
        List<Evidence> evidence) {

    /** What a finding rests on. */
    public enum Ground {
        @JsonProperty("built")
        BUILT,
        @JsonProperty("measured")
        MEASURED,
        @JsonProperty("static")
        STATIC
    }

    /** How a check ended; a check whose ground is gone is skipped. */
    public enum Outcome {
        @JsonProperty("passed")
        PASSED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("undecided")
        UNDECIDED,
        /** A person is to read it. */
        @JsonProperty("in-review")
        IN_REVIEW,
        @JsonProperty("skipped")
        SKIPPED
    }

    public CheckResult {
        measurements = List.copyOf(measurements);
        evidence = List.copyOf(evidence);
        if (earned < 0 || earned > points) {
            throw new IllegalArgumentException(id + " earned " + earned + " of " + points + " points");
        }
    }

    /** Whether the machine lacks what the check needs: it was left undecided and nothing was run for it. */
    boolean cannotRunHere() {
        return outcome == Outcome.UNDECIDED && ground == Ground.STATIC;
    }
}
