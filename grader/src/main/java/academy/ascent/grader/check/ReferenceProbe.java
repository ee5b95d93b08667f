package academy.ascent.grader.check;

import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Schedule;
import java.time.Duration;
import java.util.Optional;

/**
 * A light load on the lab's own reference, beside the measured one and on the same cores: how long the reference then
 * waits for a core tells whether the host is to blame. It is a witness, nothing is subtracted.
 */
final class ReferenceProbe implements AutoCloseable {
    private static final double SHARE = 0.1;
    /** At 2.5 ms of CPU a request this takes 5 % of a core. */
    private static final double MOST_PER_SECOND = 20;

    private final Optional<Load> load;

    private ReferenceProbe(Optional<Load> load) {
        this.load = load;
    }

    /** Starts to ask the reference at a tenth of the rate; does nothing in a lab without one. */
    static ReferenceProbe start(Stage stage, double rate, Duration length, Duration timeout, long seed) {
        if (stage.referenceEndpoints().isEmpty()) {
            return new ReferenceProbe(Optional.empty());
        }
        Schedule schedule = Schedule.poisson(Math.min(rate * SHARE, MOST_PER_SECOND), length, seed);
        return new ReferenceProbe(
                Optional.of(Load.start(schedule, stage.cases().calls(), stage::referenceEndpoints, timeout)));
    }

    boolean isRunning() {
        return load.isPresent();
    }

    @Override
    public void close() {
        load.ifPresent(Load::close);
    }
}
