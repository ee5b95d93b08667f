package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which sandboxes are to be made ahead, and which of those that were are to be closed.
 *
 * @param closing their places
 * @param making how many, by what they are made as
 */
record WarmPlan(List<SandboxName> closing, Map<String, Integer> making) {
    /** What nobody has taken for so long is made anew: what a cluster has never replaced may no longer work. */
    static final Duration MOST_AGE = Duration.ofDays(1);

    private static final Comparator<Seen> BEST_FIRST = Comparator.comparing(Seen::isReady)
            .thenComparing(Seen::begun)
            .reversed()
            .thenComparing(seen -> seen.place().value());

    WarmPlan {
        closing = List.copyOf(closing);
        making = Map.copyOf(making);
    }

    /**
     * One that is nobody's.
     *
     * @param begun when its making began
     */
    record Seen(SandboxName place, String madeAs, boolean isReady, Instant begun) {
        private boolean isToStay(Instant now, Duration making) {
            return now.isBefore(begun.plus(isReady ? MOST_AGE : making));
        }
    }

    /**
     * What is made as nobody wants it, too old or half made for too long is closed, and so are the oldest of what is too many;
     * what is being made counts as there.
     *
     * @param wanted how many, by what they are made as
     * @param making what is not ready after so long was left half made
     */
    static WarmPlan of(List<Seen> seen, Map<String, Integer> wanted, Duration making, Instant now) {
        Map<String, Integer> lacking = new TreeMap<>(wanted);
        List<SandboxName> closing = new ArrayList<>();
        for (Seen one : seen.stream().sorted(BEST_FIRST).toList()) {
            if (one.isToStay(now, making) && lacking.getOrDefault(one.madeAs(), 0) > 0) {
                lacking.merge(one.madeAs(), -1, Integer::sum);
            } else {
                closing.add(one.place());
            }
        }
        lacking.values().removeIf(count -> count == 0);
        return new WarmPlan(closing, lacking);
    }

    boolean isNothing() {
        return closing.isEmpty() && making.isEmpty();
    }
}
