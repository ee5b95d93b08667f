package academy.ascent.platform.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * How many sandboxes of a class are to be ready before anybody asks for them.
 *
 * <p>Each that is taken is made anew at once, which takes the time T of an opening, so with n of them a start finds none when n
 * or more starts fell into the T before it. Where starts come independently, at a rate r, their number in T has the Poisson
 * distribution with mean rT, however long the single openings take, and the probability of finding none is P(N ≥ n). Source:
 * base-stock policy with one-for-one replenishment, C. Palm's theorem, in G. J. Feeney and C. C. Sherbrooke, “The (s−1, s)
 * inventory policy under compound Poisson demand”, Management Science 12 (5), 1966.
 *
 * <p>The rate is the larger of two, in starts a second: those of the last {@link #RECENT}, and what the calendar leads to
 * expect, which is that each learner for whom something is due within {@link #SOON} opens one at any time until then, or within
 * {@link #SHORTEST} where it is due sooner.
 */
final class WarmDemand {
    static final Duration RECENT = Duration.ofMinutes(30);
    static final Duration SOON = Duration.ofDays(1);
    static final Duration SHORTEST = Duration.ofHours(1);
    /** One start in twenty may find none. */
    static final double MOST_LACKING = 0.05;

    private final double refillSeconds;
    private final Instant now;

    /**
     * @param refill how long an opening takes
     */
    WarmDemand(Duration refill, Instant now) {
        this.refillSeconds = refill.toNanos() / 1e9;
        this.now = now;
    }

    /**
     * What is known of a class.
     *
     * @param starts when sandboxes of it were opened, also long ago
     * @param due what the calendar holds, also what is past or far away
     */
    record Known(String sandboxClass, List<Instant> starts, List<Due> due) {
        Known {
            starts = List.copyOf(starts);
            due = List.copyOf(due);
        }
    }

    /** So many learners are expected to have opened one by a moment. */
    record Due(int learners, Instant at) {}

    /** Starts a second. */
    double rate(Known known) {
        long recent = known.starts().stream()
                .filter(start -> !start.isAfter(now) && start.isAfter(now.minus(RECENT)))
                .count();
        double expected = known.due().stream()
                .filter(due -> due.at().isAfter(now) && !due.at().isAfter(now.plus(SOON)))
                .mapToDouble(due -> due.learners() / seconds(Duration.between(now, due.at())))
                .sum();
        return Math.max((double) recent / RECENT.toSeconds(), expected);
    }

    private static double seconds(Duration left) {
        return Math.max(left.toSeconds(), SHORTEST.toSeconds());
    }

    /** The probability that a start finds none of n, which is 1 for none and 0 where nobody starts any. */
    double lacking(double rate, int n) {
        double mean = rate * refillSeconds;
        if (mean <= 0) {
            return 0;
        }
        return n == 0 ? 1 : PoissonDistribution.of(mean).survivalProbability(n - 1);
    }

    /**
     * The fewest with which at most one start in twenty of each class finds none. Where that is more than the most, the next
     * one is always of the class whose learners would wait most often without it.
     *
     * @param most of all classes together
     * @return by class; those of which none is wanted are left out
     */
    SortedMap<String, Integer> of(Collection<Known> classes, int most) {
        SortedMap<String, Integer> wanted = new TreeMap<>();
        for (int all = 0; all < most; all++) {
            Optional<Known> next = classes.stream()
                    .filter(known -> lacking(known, wanted) > MOST_LACKING)
                    .max(Comparator.<Known>comparingDouble(known -> rate(known) * lacking(known, wanted))
                            .thenComparing(Known::sandboxClass));
            if (next.isEmpty()) {
                break;
            }
            wanted.merge(next.get().sandboxClass(), 1, Integer::sum);
        }
        return wanted;
    }

    private double lacking(Known known, SortedMap<String, Integer> wanted) {
        return lacking(rate(known), wanted.getOrDefault(known.sandboxClass(), 0));
    }
}
