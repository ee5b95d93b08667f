package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code relative} asks. */
record RelativeSettings(SoloPlan plan, List<Limit> limits) {
    /** A later answer counts as failed, and a failed one as this late. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final List<Integer> PERCENTILES = List.of(50, 90, 95, 99);
    /** Of each block so many requests must lie beyond a percentile, or it is told by one or two of them. */
    private static final int BEYOND = 10;

    RelativeSettings {
        limits = List.copyOf(limits);
    }

    /**
     * The most that a percentile of the latency may come to.
     *
     * @param times of the reference's
     */
    record Limit(int percentile, double times) {
        String name() {
            return "p" + percentile;
        }

        /** The name of the measurement. */
        String measured() {
            return name() + " beside the reference";
        }
    }

    static RelativeSettings read(Settings with) {
        with.allowing("rate", "for", "warm-up", "p50", "p90", "p95", "p99", "margin");
        List<Limit> limits = new ArrayList<>();
        for (int percentile : PERCENTILES) {
            if (with.has("p" + percentile)) {
                limits.add(new Limit(percentile, times(with, "p" + percentile)));
            }
        }
        if (limits.isEmpty()) {
            throw with.problem("p95", "is missing, and so is every other target; set one of p50, p90, p95, p99");
        }
        Margin.validate(with, limits.stream().map(Limit::name).toList());
        int least = Math.ceilDiv(BEYOND * 100, 100 - limits.getLast().percentile());
        return new RelativeSettings(SoloPlan.read(with, least), limits);
    }

    /** Who answers as fast as the reference itself must be able to pass. */
    private static double times(Settings with, String key) {
        double times = with.multiple(key);
        if (times <= 1) {
            throw with.problem(key, "must be more than 1x, since the reference itself stands there");
        }
        return times;
    }
}
