package academy.ascent.reference.config;

import academy.ascent.reference.config.RouteConfig.Condition;
import academy.ascent.reference.config.RouteConfig.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code rules} of a route. */
final class RulesSection {
    private static final double GREATEST = 1e300;
    private static final String NUMBER = "-?\\d{1,15}(\\.\\d{1,15})?";

    private RulesSection() {}

    static List<Rule> read(Section route) {
        List<Rule> rules = new ArrayList<>();
        for (Section section : route.sections("rules", Set.of("when", "set"))) {
            if (!rules.isEmpty() && rules.getLast().when().isEmpty()) {
                throw section.fault("when", "the rule before applies to every row; this one never would");
            }
            rules.add(rule(section));
        }
        return rules;
    }

    private static Rule rule(Section section) {
        Map<String, String> set = new HashMap<>();
        Section labels = section.mapping("set")
                .filter(given -> !given.keys().isEmpty())
                .orElseThrow(() -> section.fault("set", "a rule needs \"set\", such as {decision: review}"));
        labels.keys().forEach(key -> set.put(key, labels.requiredText(key)));
        Optional<Condition> when = section.section("when", Set.of("output", "index", "at-least", "below", "equals"))
                .map(RulesSection::condition);
        return new Rule(when, set, section.source());
    }

    private static Condition condition(Section section) {
        Optional<String> equal = section.scalar("equals");
        boolean bounded =
                section.node("at-least").isPresent() || section.node("below").isPresent();
        if (equal.isPresent() == bounded) {
            throw section.fault("output", "a condition needs \"at-least\" or \"below\" or both, or \"equals\" alone");
        }
        return new Condition(
                section.requiredText("output"),
                section.wholeNumber("index", 0, 1_000_000, 0),
                section.decimal("at-least", -GREATEST, GREATEST, Double.NEGATIVE_INFINITY),
                section.decimal("below", -GREATEST, GREATEST, Double.POSITIVE_INFINITY),
                equal,
                equal.filter(value -> value.matches(NUMBER))
                        .map(Double::parseDouble)
                        .orElse(Double.NaN));
    }
}
