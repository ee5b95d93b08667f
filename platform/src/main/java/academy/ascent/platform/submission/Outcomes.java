package academy.ascent.platform.submission;

import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.verdict.CheckResult;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What the runs of a submission found, read back into the grader's records. */
@Singleton
final class Outcomes {
    private final RunRows rows;

    Outcomes(RunRows rows) {
        this.rows = rows;
    }

    List<RunRows.GradingRun> runs(Submission submission) {
        return rows.runs(submission.key());
    }

    /** The findings of the latest run. */
    List<CheckResult> results(Submission submission) {
        return rows.findings(submission.key(), submission.epoch()).stream()
                .map(GradingEvent::parse)
                .filter(GradingEvent.CheckFinished.class::isInstance)
                .map(GradingEvent.CheckFinished.class::cast)
                .map(GradingEvent.CheckFinished::result)
                .toList();
    }

    /** The grader's last line of the latest run that got that far. */
    Optional<GradingEvent.Concluded> conclusion(Submission submission) {
        return runs(submission).reversed().stream()
                .flatMap(run -> Optional.ofNullable(run.conclusion()).stream())
                .findFirst()
                .map(GradingEvent::parse)
                .filter(GradingEvent.Concluded.class::isInstance)
                .map(GradingEvent.Concluded.class::cast);
    }
}
