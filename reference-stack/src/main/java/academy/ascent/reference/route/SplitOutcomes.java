package academy.ascent.reference.route;

import academy.ascent.reference.config.RouteConfig.Outcomes;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.route.RouteReport.ArmOutcomes;
import academy.ascent.reference.route.RouteReport.Comparison;
import academy.ascent.reference.route.RouteReport.SplitDetail;
import academy.ascent.reference.statistics.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes that were reported for the arms of a split, and what they prove; safe for use by several threads. Each
 * answer takes one outcome, since a second one of the same request would be no new trial.
 */
final class SplitOutcomes {
    /** Longer ones would let clients fill the memory with names. */
    static final int LONGEST_NAME = 256;

    private final Outcomes config;
    private final List<String> arms;
    private final Proportion[] successes;
    private final List<ArmComparison> comparisons = new ArrayList<>();
    private final Map<Name, Integer> waiting = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Integer> eldest) {
            return size() > config.keep();
        }
    };

    private record Name(String name, boolean isKey) {}

    SplitOutcomes(Outcomes config, List<String> arms) {
        this.config = config;
        this.arms = arms;
        this.successes = new Proportion[arms.size()];
        Arrays.fill(successes, Proportion.NONE);
        for (int arm = 1; arm < arms.size(); arm++) {
            comparisons.add(new ArmComparison(
                    arms.getFirst(), arms.get(arm), config.alpha() / (arms.size() - 1), config.sample()));
        }
    }

    /**
     * From now on an outcome of this answer can be reported, by its key and, where it has one of at most 256
     * characters, by its id.
     */
    synchronized void expect(@Nullable String id, String key, int arm) {
        waiting.put(new Name(key, true), arm);
        if (id != null && id.length() <= LONGEST_NAME) {
            waiting.put(new Name(id, false), arm);
        }
    }

    /**
     * Counts an outcome.
     *
     * @throws RejectedRequest if no such answer waits for one
     */
    synchronized void report(Outcome outcome) {
        Integer arm = waiting.remove(new Name(outcome.name(), outcome.isKey()));
        if (arm == null) {
            throw new RejectedRequest("no answer with the " + (outcome.isKey() ? "key" : "id") + " \"" + outcome.name()
                    + "\" waits for an outcome: it was reported before, or is older than the last " + config.keep());
        }
        successes[arm] = successes[arm].plus(outcome.success());
        for (int other = 1; other < arms.size(); other++) {
            ArmComparison comparison = comparisons.get(other - 1);
            if (arm == 0) {
                comparison.first(outcome.success());
            } else if (arm == other) {
                comparison.second(outcome.success());
            }
        }
    }

    synchronized SplitDetail detail() {
        List<ArmOutcomes> outcomes = new ArrayList<>();
        for (int arm = 0; arm < arms.size(); arm++) {
            outcomes.add(new ArmOutcomes(arms.get(arm), successes[arm]));
        }
        List<Comparison> reports =
                comparisons.stream().map(ArmComparison::report).toList();
        return new SplitDetail(config.alpha(), config.sample(), waiting.size(), outcomes, reports);
    }
}
