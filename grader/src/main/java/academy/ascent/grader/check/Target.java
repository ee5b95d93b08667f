package academy.ascent.grader.check;

import java.time.Duration;

/** What load may do at most, as a share of bad requests. */
sealed interface Target {

    /** The largest share of bad requests. */
    double share();

    /** The same with more time for every request. */
    Target widened(Duration by);

    /** Whether a request is bad under this target. */
    boolean isBad(Reply reply);

    /** A latency percentile: at most the rest may be late or failed. */
    record Latency(int percentile, Duration limit) implements Target {
        @Override
        public double share() {
            return (100 - percentile) / 100.0;
        }

        @Override
        public Target widened(Duration by) {
            return new Latency(percentile, limit.plus(by));
        }

        @Override
        public boolean isBad(Reply reply) {
            return reply.failed() || reply.latencyNanos() > limit.toNanos();
        }
    }

    /** Time-outs, resets, error statuses and wrong answers. */
    record Errors(double share) implements Target {
        @Override
        public Target widened(Duration by) {
            return this;
        }

        @Override
        public boolean isBad(Reply reply) {
            return reply.failed();
        }
    }

    /**
     * A settled request, its answer compared.
     *
     * @param nanos when it was meant to start, from the end of the warm-up
     * @param failed whether no right answer came
     */
    record Reply(long nanos, long latencyNanos, boolean failed) {}
}
