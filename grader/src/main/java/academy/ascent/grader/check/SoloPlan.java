package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a submission is measured in blocks of steady load, each of them alone in its place.
 *
 * @param rate requests a second, at equal gaps
 * @param first how long the submission is measured until the first look; the others follow at twice and four times of
 *     it, at most at 40 s
 * @param warmUp sent before, to the submission and the reference at once, and not counted
 */
record SoloPlan(double rate, Duration first, Duration warmUp) {
    /** How many blocks there are until the first look: the fewest of which the scatter can be told. */
    static final int FIRST_BLOCKS = 4;

    /** Three looks, two sides, five percent in all. */
    static final double ALPHA = 0.05 / 6;

    private static final Duration MOST = Duration.ofSeconds(40);
    private static final Duration USUAL_WARM_UP = Duration.ofSeconds(10);

    /**
     * What a check's settings say.
     *
     * @param leastRequests so many must come in a block
     */
    static SoloPlan read(Settings with, int leastRequests) {
        double rate = with.rate("rate");
        Duration first = with.duration("for", Duration.ofSeconds(4), Duration.ofSeconds(20));
        if (rate * first.toMillis() / 1e3 / FIRST_BLOCKS < leastRequests) {
            throw with.problem(
                    "for",
                    "leaves less than " + leastRequests + " requests to each of its " + FIRST_BLOCKS
                            + " blocks; raise it or the rate");
        }
        Duration warmUp = with.has("warm-up")
                ? with.duration("warm-up", Duration.ofSeconds(2), Duration.ofSeconds(30))
                : USUAL_WARM_UP;
        return new SoloPlan(rate, first, warmUp);
    }

    /** How long one block is. */
    Duration block() {
        return first.dividedBy(FIRST_BLOCKS);
    }

    /** How many blocks of the submission have been measured at each look. */
    List<Integer> looks() {
        List<Integer> looks = new ArrayList<>();
        for (int factor = 1;
                factor == 1 || factor <= 4 && first.multipliedBy(factor).compareTo(MOST) <= 0;
                factor *= 2) {
            looks.add(factor * FIRST_BLOCKS);
        }
        return looks;
    }
}
