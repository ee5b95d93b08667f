package academy.ascent.platform.submission;

import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pen of one run: knows its submission and epoch, and outlives a lost database connection. */
final class RunWriter {
    private final RunJournal journal;
    private final long id;
    private final int epoch;
    private final List<CheckResult> results = new ArrayList<>();
    private Optional<GradingEvent.Concluded> conclusion = Optional.empty();

    RunWriter(RunJournal journal, long id, int epoch) {
        this.journal = journal;
        this.id = id;
        this.epoch = epoch;
    }

    long id() {
        return id;
    }

    int epoch() {
        return epoch;
    }

    /** The name of the run's sandbox: no two runs share one. */
    String sandbox() {
        return "grade-" + id + "-e" + epoch;
    }

    boolean isConcluded() {
        return conclusion.isPresent();
    }

    void intend(String effect, String subject) {
        write(() -> journal.intend(id, epoch, effect, subject));
    }

    void settle(String effect, String outcome) {
        write(() -> journal.settle(id, epoch, effect, outcome));
    }

    void write(GradingEvent event) {
        switch (event) {
            case GradingEvent.PhaseStarted started -> write(() -> journal.state(id, epoch, state(started.phase())));
            case GradingEvent.CheckStarted started -> write(() -> journal.checkStarted(id, epoch, started.id()));
            case GradingEvent.Progress progress -> write(() -> journal.progress(id, epoch, progress));
            case GradingEvent.CheckFinished finished -> {
                results.add(finished.result());
                write(() -> journal.finding(id, epoch, finished));
            }
            case GradingEvent.Concluded concluded -> conclusion = Optional.of(concluded);
        }
    }

    /** Ends the run with the grader's own verdict; whether the submission is to be graded again. */
    boolean end() {
        return end(conclusion.orElseThrow().verdict());
    }

    /** Ends the run; whether the submission is to be graded again. */
    boolean end(Verdict verdict) {
        return LostConnections.survive(
                () -> journal.end(id, epoch, verdict, conclusion.orElse(null), List.copyOf(results)));
    }

    private static void write(Runnable write) {
        LostConnections.survive(() -> {
            write.run();
            return true;
        });
    }

    private static SubmissionState state(GradingEvent.Phase phase) {
        return switch (phase) {
            case PREPARING -> SubmissionState.PREPARING;
            case DEPLOYING -> SubmissionState.DEPLOYING;
            case MEASURING -> SubmissionState.MEASURING;
        };
    }
}
