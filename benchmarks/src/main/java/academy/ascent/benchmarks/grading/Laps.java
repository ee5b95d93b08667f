package academy.ascent.benchmarks.grading;

import academy.ascent.grader.measure.GradingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Where the time of one grading goes, as its process is seen from outside: from its start to its end. */
final class Laps {
    static final String STARTING = "starting the grader";
    static final String CLOSING = "closing after the verdict";

    private final LongSupplier nanoTime;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private String current = STARTING;
    private long since;

    /** Begins with the first lap. */
    Laps(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** The lap that a check makes, besides what its first progress divides off. */
    static String of(String check) {
        return "check " + check;
    }

    /** Ends the current lap if the event begins another one. */
    void see(GradingEvent event) {
        switch (event) {
            case GradingEvent.PhaseStarted started -> begin(started.phase());
            case GradingEvent.CheckStarted started -> next(of(started.id()));
            case GradingEvent.Progress _ -> {
                if (current.equals(of(Graded.ANSWERS))) {
                    next("asking the cases");
                }
            }
            case GradingEvent.CheckFinished _ -> next("between checks");
            case GradingEvent.Concluded _ -> next(CLOSING);
        }
    }

    private void begin(GradingEvent.Phase phase) {
        switch (phase) {
            case PREPARING -> next("opening the reference's sandbox");
            case DEPLOYING -> next("opening the submission's sandbox");
            case MEASURING -> {}
        }
    }

    private void next(String lap) {
        long now = nanoTime.getAsLong();
        seconds.merge(current, (now - since) / 1e9, Double::sum);
        current = lap;
        since = now;
    }

    /** Ends the last lap; each lap's seconds, in the order of their beginnings. */
    Map<String, Double> end() {
        next("");
        return seconds;
    }
}
