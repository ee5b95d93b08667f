package academy.ascent.grader.check;

import java.time.Duration;

/** What load may do at most, as a share of bad requests. */
sealed interface Target {

    /** The word of this target in a lab and among the measurements, such as {@code p95}. */
    String name();

    /** The largest share of bad requests. */
    double share();

    /**
     * The same with more time for every request, and a larger share that may be late even so; what fails must not fail
     * any less.
     */
    Target widened(Duration by, double moreLate);

    /** Whether a request is bad under this target. */
    boolean isBad(Reply reply);

    /**
     * A latency percentile: at most the rest may be late or failed.
     *
     * @param allowance added to that rest
     */
    record Latency(int percentile, Duration limit, double allowance) implements Target {
        Latency(int percentile, Duration limit) {
            this(percentile, limit, 0);
        }

        @Override
        public String name() {
            return "p" + percentile;
        }

        @Override
        public double share() {
            return (100 - percentile) / 100.0 + allowance;
        }

        @Override
        public Target widened(Duration by, double moreLate) {
            return new Latency(percentile, limit.plus(by), allowance + moreLate);
        }

        @Override
        public boolean isBad(Reply reply) {
            return reply.failed() || reply.latencyNanos() > limit.toNanos();
        }
    }

    /** Time-outs, resets, error statuses and wrong answers. */
    record Errors(double share) implements Target {
        @Override
        public String name() {
            return "errors";
        }

        @Override
        public Target widened(Duration by, double moreLate) {
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
    record Reply(long nanos, long latencyNanos, boolean failed) {

        /** The same without a delay, and without its failure if that is what the delay came to. */
        Reply without(long delayNanos, boolean failure) {
            return new Reply(nanos, latencyNanos - delayNanos, failed && !failure);
        }
    }
}
