package academy.ascent.reference.route;

import java.util.concurrent.atomic.LongAdder;

/** What one arm of a route did. */
final class ArmCounts {
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void answered(long duration, boolean failed) {
        requests.increment();
        nanos.add(duration);
        if (failed) {
            failures.increment();
        }
    }

    long requests() {
        return requests.sum();
    }

    long failures() {
        return failures.sum();
    }

    double seconds() {
        return nanos.sum() / 1e9;
    }
}
