package academy.ascent.reference.gate;

import academy.ascent.reference.statistics.Proportion;
import academy.ascent.reference.statistics.ProportionTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One rate for each group, and how far any two of them lie apart. */
final class GroupRates {
    private final Map<String, Proportion> groups = new LinkedHashMap<>();

    void add(String group, boolean event) {
        groups.merge(group, Proportion.NONE.plus(event), Proportion::plus);
    }

    /** Takes note of a group, even if nothing is ever counted in it. */
    void addGroup(String group) {
        groups.putIfAbsent(group, Proportion.NONE);
    }

    /**
     * The greatest difference between two groups, with bounds that hold for all pairs together.
     *
     * @param alpha one minus the confidence, shared out evenly over the pairs (Bonferroni)
     */
    Spread spread(double alpha) {
        List<Map.Entry<String, Proportion>> all = new ArrayList<>(groups.entrySet());
        int pairs = all.size() * (all.size() - 1) / 2;
        Spread widest = new Spread(0, 0, 0, "");
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                ProportionTest test =
                        ProportionTest.compare(all.get(i).getValue(), all.get(j).getValue(), alpha / pairs);
                widest = widest.and(
                        test, all.get(i).getKey() + " / " + all.get(j).getKey());
            }
        }
        return widest;
    }

    /** A group without a trial, where there is one. */
    List<String> emptyGroups() {
        return groups.entrySet().stream()
                .filter(entry -> entry.getValue().trials() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The rates as people read them. */
    Map<String, Object> evidence() {
        Map<String, Object> evidence = new LinkedHashMap<>();
        groups.forEach((group, rate) -> {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("events", rate.events());
            facts.put("cases", rate.trials());
            facts.put("rate", rate.rate());
            evidence.put(group, facts);
        });
        return evidence;
    }

    /**
     * How far the groups' rates lie apart.
     *
     * @param difference the greatest between two groups, without sign
     * @param least the greatest distance that some pair has at least
     * @param most what no pair's distance exceeds
     * @param between the two groups with the greatest difference
     */
    record Spread(double difference, double least, double most, String between) {
        private Spread and(ProportionTest test, String pair) {
            double distance = Math.abs(test.difference());
            double least = Math.max(0, Math.max(test.lower(), -test.upper()));
            double most = Math.max(Math.abs(test.lower()), Math.abs(test.upper()));
            boolean isWider = distance > difference || between.isEmpty();
            return new Spread(
                    Math.max(difference, distance),
                    Math.max(this.least, least),
                    Math.max(this.most, most),
                    isWider ? pair : between);
        }
    }
}
