package academy.ascent.grader.measure;

import java.time.Duration;

/** Where the time of a grading goes. */
final class Clock {
    private final long start = System.nanoTime();
    private long deploying;
    private long measuring;
    private Duration waited = Duration.ZERO;

    void deploying() {
        deploying = System.nanoTime();
    }

    void measuring() {
        measuring = System.nanoTime();
    }

    void waited(Duration time) {
        waited = time;
    }

    GradingEvent.Durations durations() {
        long end = System.nanoTime();
        long measuringFrom = measuring == 0 ? end : measuring;
        long deployingFrom = deploying == 0 ? measuringFrom : deploying;
        return new GradingEvent.Durations(
                (deployingFrom - start) / 1_000_000,
                (measuringFrom - deployingFrom) / 1_000_000,
                (end - measuringFrom) / 1_000_000 - waited.toMillis(),
                waited.toMillis(),
                (end - start) / 1_000_000);
    }
}
