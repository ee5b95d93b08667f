package academy.ascent.platform.submission;

import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.measure.GradingEvent.Concluded;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.Verdict;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what runs do. Each method is one transaction, guarded by the run's epoch: one that has been overtaken writes nothing
 * and is told by {@link StaleRunException}.
 */
@Singleton
class RunJournal {
    /** How often an undecided or faulted grading is repeated by itself. */
    static final int REPEATS = 2;

    /** A submission that takes the platform down with it is not begun for ever. */
    static final int MOST_RUNS = 8;

    private final RunRows rows;
    private final HandInRows queue;
    private final InstantSource clock;

    RunJournal(RunRows rows, HandInRows queue, InstantSource clock) {
        this.rows = rows;
        this.queue = queue;
        this.clock = clock;
    }

    /** The first word on a submission, in the transaction that makes it. */
    @Transactional
    void announce(long id, SubmissionState state) {
        rows.addFirstEvent(id, "state", EventData.state(state, ""), clock.instant());
        rows.wake(id);
    }

    /** Begins the next run; empty if a verdict stands already. */
    @Transactional
    Optional<Integer> begin(long id, long seed) {
        return rows.begin(id).stream().findFirst().map(epoch -> {
            rows.interruptOlder(
                    id, "The platform was stopped in the middle of this run; it was begun again.", clock.instant());
            rows.addRun(id, epoch, seed, clock.instant());
            event(id, epoch, "run", EventData.run(epoch));
            event(id, epoch, "state", EventData.state(SubmissionState.PREPARING, ""));
            queue.reorder();
            return epoch;
        });
    }

    @Transactional
    void state(long id, int epoch, SubmissionState state) {
        guard(rows.setState(id, epoch, state.name()), id, epoch);
        event(id, epoch, "state", EventData.state(state, ""));
    }

    @Transactional
    void checkStarted(long id, int epoch, String check) {
        event(id, epoch, "check-started", EventData.check(check));
    }

    @Transactional
    void progress(long id, int epoch, GradingEvent.Progress progress) {
        event(id, epoch, "progress", EventData.progress(progress));
    }

    @Transactional
    void finding(long id, int epoch, GradingEvent.CheckFinished finished) {
        guard(rows.addFinding(id, epoch, EventData.storable(finished.toJson())), id, epoch);
        event(id, epoch, "check-finished", EventData.finding(finished.result()));
    }

    /** Says that an effect is about to be brought about. */
    @Transactional
    void intend(long id, int epoch, String effect, String subject) {
        guard(rows.intend(id, epoch, effect, subject, clock.instant()), id, epoch);
    }

    /** Says how it went; allowed to a run that has been overtaken, since it is about its own effects only. */
    @Transactional
    void settle(long id, int epoch, String effect, String outcome) {
        rows.settle(id, epoch, effect, outcome, clock.instant());
    }

    /**
     * Ends the run: with a verdict, or with another run to come.
     *
     * @param conclusion the grader's last line, or null if there was none
     * @return whether the submission is to be graded again
     */
    @Transactional
    boolean end(long id, int epoch, Verdict verdict, @Nullable Concluded conclusion, List<CheckResult> results) {
        var state = state(verdict);
        var reason = reason(verdict);
        var json = conclusion == null ? null : EventData.storable(conclusion.toJson());
        guard(rows.endRun(id, epoch, state.name(), reason, json, clock.instant()), id, epoch);
        if (isWorthRepeating(verdict) && mayRepeat(id)) {
            guard(rows.setState(id, epoch, SubmissionState.QUEUED.name()), id, epoch);
            event(id, epoch, "repeat", EventData.state(state, reason));
            queue.reorder();
            return true;
        }
        conclude(id, epoch, state, reason, conclusion, results);
        return false;
    }

    private void conclude(
            long id,
            int epoch,
            SubmissionState state,
            String reason,
            @Nullable Concluded conclusion,
            List<CheckResult> results) {
        // The event first: nothing can be written to a submission once it is concluded.
        event(id, epoch, "concluded", EventData.state(state, reason));
        guard(
                rows.conclude(
                        id,
                        epoch,
                        state.name(),
                        reason,
                        state.hasPoints() && conclusion != null ? conclusion.earned() : null,
                        Measured.p95Millis(results).orElse(null),
                        Measured.availabilityPercent(results).orElse(null),
                        conclusion == null ? null : conclusion.durations().measuringMillis(),
                        conclusion == null ? null : conclusion.durations().totalMillis(),
                        clock.instant()),
                id,
                epoch);
        queue.reorder();
    }

    private static boolean isWorthRepeating(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Inconclusive inconclusive -> !inconclusive.lasting();
            case Verdict.Faulted some -> true;
            case Verdict.Passed some -> false;
            case Verdict.Failed some -> false;
            case Verdict.Refused some -> false;
            case Verdict.InReview some -> false;
        };
    }

    private boolean mayRepeat(long id) {
        var runs = rows.runs(id);
        var undecided = runs.stream()
                .filter(run -> "INCONCLUSIVE".equals(run.outcome()) || "FAULTED".equals(run.outcome()))
                .count();
        return undecided <= REPEATS && runs.size() < MOST_RUNS;
    }

    private void event(long id, int epoch, String kind, String data) {
        guard(rows.addEvent(id, epoch, kind, data, clock.instant()), id, epoch);
        rows.wake(id);
    }

    private static void guard(List<?> written, long id, int epoch) {
        if (written.isEmpty()) {
            throw new StaleRunException(id, epoch);
        }
    }

    private static SubmissionState state(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed some -> SubmissionState.PASSED;
            case Verdict.Failed some -> SubmissionState.FAILED;
            case Verdict.Refused some -> SubmissionState.REFUSED;
            case Verdict.InReview some -> SubmissionState.IN_REVIEW;
            case Verdict.Inconclusive some -> SubmissionState.INCONCLUSIVE;
            case Verdict.Faulted some -> SubmissionState.FAULTED;
        };
    }

    private static String reason(Verdict verdict) {
        return EventData.storable(
                switch (verdict) {
                    case Verdict.Passed some -> "";
                    case Verdict.Failed failed -> failed.reason();
                    case Verdict.InReview review ->
                        "A person reads the rest and gives up to " + review.open() + " points.";
                    case Verdict.Refused refused -> String.join("\n", refused.reasons());
                    case Verdict.Inconclusive inconclusive -> inconclusive.reason();
                    case Verdict.Faulted faulted -> faulted.reason();
                });
    }
}
