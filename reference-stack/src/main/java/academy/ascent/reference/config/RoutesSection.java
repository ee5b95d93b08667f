package academy.ascent.reference.config;

import academy.ascent.reference.config.RouteConfig.Canary;
import academy.ascent.reference.config.RouteConfig.Case;
import academy.ascent.reference.config.RouteConfig.Ensemble;
import academy.ascent.reference.config.RouteConfig.Kind;
import academy.ascent.reference.config.RouteConfig.Outcomes;
import academy.ascent.reference.config.RouteConfig.Rollback;
import academy.ascent.reference.config.RouteConfig.Select;
import academy.ascent.reference.config.RouteConfig.Shadow;
import academy.ascent.reference.config.RouteConfig.Single;
import academy.ascent.reference.config.RouteConfig.Split;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code routes}. */
final class RoutesSection {
    private static final Set<String> OF_ALL = Set.of("name", "kind", "rules");
    private static final Map<KindName, Set<String>> OF_KIND = Map.of(
            KindName.SINGLE, Set.of("target"),
            KindName.CANARY, Set.of("stable", "candidate", "rollback", "retry-on-stable"),
            KindName.AB, Set.of("key", "arms", "outcomes"),
            KindName.SHADOW, Set.of("primary", "shadow", "in-flight", "tolerance"),
            KindName.ENSEMBLE, Set.of("members", "output", "combine", "quorum", "calibration"),
            KindName.SELECT, Set.of("cases", "otherwise"));

    private final Path folder;

    private enum KindName {
        SINGLE,
        CANARY,
        AB,
        SHADOW,
        ENSEMBLE,
        SELECT
    }

    RoutesSection(Path folder) {
        this.folder = folder;
    }

    List<RouteConfig> read(Section root, List<ModelConfig> models) {
        Set<String> known = new HashSet<>(OF_ALL);
        OF_KIND.values().forEach(known::addAll);
        List<RouteConfig> routes = new ArrayList<>();
        for (Section section : root.sections("routes", known)) {
            routes.add(route(section));
        }
        new RouteReferences(models, routes).check();
        return List.copyOf(routes);
    }

    private RouteConfig route(Section section) {
        String name = ModelsSection.plainName(section, "name", section.requiredText("name"));
        section.requiredText("kind");
        KindName kind = section.choice("kind", KindName.class, KindName.SINGLE);
        for (String key : section.keys()) {
            if (!OF_ALL.contains(key) && !OF_KIND.getOrDefault(kind, Set.of()).contains(key)) {
                throw section.fault(
                        key,
                        "a route of kind " + section.requiredText("kind") + " has no \"" + key + "\"; it has "
                                + new TreeSet<>(OF_KIND.getOrDefault(kind, Set.of())));
            }
        }
        return new RouteConfig(
                name, kind(section, kind), RulesSection.read(section), section.declaration(), section.source());
    }

    private Kind kind(Section section, KindName kind) {
        return switch (kind) {
            case SINGLE -> new Single(target(section, "target", "target", Set.of(), 1));
            case CANARY -> canary(section);
            case AB -> split(section);
            case SHADOW -> shadow(section);
            case ENSEMBLE -> ensemble(section);
            case SELECT -> select(section);
        };
    }

    private static Canary canary(Section section) {
        Section rollback = section.section(
                        "rollback", Set.of("alpha", "error-margin", "slower-than", "slow-margin", "window"))
                .orElse(section);
        boolean given = section.node("rollback").isPresent();
        Optional<Duration> slow = given && rollback.node("slower-than").isPresent()
                ? Optional.of(rollback.duration("slower-than", Duration.ZERO))
                : Optional.empty();
        if (slow.isPresent() && slow.get().isZero()) {
            throw rollback.fault("slower-than", "slower-than must be above 0; leave it out where latency is no matter");
        }
        return new Canary(
                target(section, "stable", "stable", Set.of("weight"), 95),
                target(section, "candidate", "candidate", Set.of("weight"), 5),
                new Rollback(
                        rollback.decimal("alpha", 0.000001, 0.5, 0.01),
                        rollback.decimal("error-margin", 0, 0.99, 0),
                        slow,
                        rollback.decimal("slow-margin", 0, 0.99, 0.01),
                        rollback.wholeNumber("window", 20, 100_000_000, 10_000)),
                section.flag("retry-on-stable", false));
    }

    private static Split split(Section section) {
        List<TargetConfig> arms = targets(section, "arms", Set.of("weight"));
        Optional<Section> outcomes = section.section("outcomes", Set.of("alpha", "sample", "keep"));
        Outcomes usual = new Outcomes(0.05, 1000, 10_000);
        return new Split(
                section.requiredText("key"),
                arms,
                outcomes.map(given -> new Outcomes(
                                given.decimal("alpha", 0.000001, 0.5, usual.alpha()),
                                given.wholeNumber("sample", 10, 100_000_000, usual.sample()),
                                given.wholeNumber("keep", 1, 10_000_000, usual.keep())))
                        .orElse(usual));
    }

    private static Shadow shadow(Section section) {
        return new Shadow(
                target(section, "primary", "primary", Set.of(), 1),
                target(section, "shadow", "shadow", Set.of(), 1),
                section.wholeNumber("in-flight", 1, 10_000, 16),
                section.decimal("tolerance", 0, 1e12, 1e-6));
    }

    private Ensemble ensemble(Section section) {
        List<TargetConfig> members = targets(section, "members", Set.of("weight"));
        return new Ensemble(
                members,
                section.requiredText("output"),
                section.choice("combine", RouteConfig.Combination.class, RouteConfig.Combination.MEAN),
                section.wholeNumber("quorum", 1, members.size(), members.size()),
                section.section("calibration", Set.of("file", "score", "label", "method"))
                        .map(this::calibration));
    }

    private RouteConfig.CalibrationConfig calibration(Section section) {
        return new RouteConfig.CalibrationConfig(
                ServedFile.of(folder, section, "file", "calibration data"),
                section.text("score").orElse("score"),
                section.text("label").orElse("label"),
                section.choice("method", RouteConfig.CalibrationMethod.class, RouteConfig.CalibrationMethod.ISOTONIC),
                section.source());
    }

    private static Select select(Section section) {
        List<Case> cases = new ArrayList<>();
        for (Section each : section.sections("cases", Set.of("when", "model", "route", "version", "as"))) {
            cases.add(new Case(conditions(each), target(each, "case-" + (cases.size() + 1), 1)));
        }
        if (cases.isEmpty()) {
            throw section.fault("cases", "a route of kind select needs \"cases\"; add at least one");
        }
        Optional<TargetConfig> otherwise = section.node("otherwise").isPresent()
                ? Optional.of(target(section, "otherwise", "otherwise", Set.of(), 1))
                : Optional.empty();
        Select select = new Select(cases, otherwise);
        requireDistinctArms(section, "cases", select.targets());
        return select;
    }

    private static Map<String, Set<String>> conditions(Section section) {
        Map<String, Set<String>> conditions = new HashMap<>();
        Section when = section.mapping("when")
                .filter(given -> !given.keys().isEmpty())
                .orElseThrow(() -> section.fault(
                        "when", "a case needs \"when\" with at least one request parameter, such as {region: eu}"));
        when.keys().forEach(key -> conditions.put(key, Set.copyOf(when.oneOrMoreTexts(key))));
        return conditions;
    }

    private static List<TargetConfig> targets(Section section, String key, Set<String> more) {
        Set<String> known = new HashSet<>(Set.of("model", "route", "version", "as"));
        known.addAll(more);
        List<TargetConfig> targets = new ArrayList<>();
        for (Section each : section.sections(key, known)) {
            targets.add(target(each, "", 1));
        }
        if (targets.size() < 2) {
            throw section.fault(key, "\"" + key + "\" must list at least two; for one use kind: single");
        }
        requireDistinctArms(section, key, targets);
        return targets;
    }

    private static void requireDistinctArms(Section section, String key, List<TargetConfig> targets) {
        Set<String> arms = new HashSet<>();
        for (TargetConfig target : targets) {
            if (!arms.add(target.arm())) {
                throw section.fault(
                        key,
                        "two of \"" + key + "\" are called \"" + target.arm() + "\"; give one another with \"as\"");
            }
        }
    }

    private static TargetConfig target(Section section, String key, String arm, Set<String> more, int weight) {
        Set<String> known = new HashSet<>(Set.of("model", "route", "version"));
        known.addAll(more);
        return section.section(key, known)
                .map(given -> target(given, arm, weight))
                .orElseThrow(() -> section.fault(
                        key, "the route has no \"" + key + "\"; add one, such as {model: iris, version: \"1\"}"));
    }

    /** The target that the section names; its arm is named by {@code as}, else {@code arm}, else after the target. */
    private static TargetConfig target(Section section, String arm, int weight) {
        Optional<String> model = section.text("model");
        Optional<String> route = section.text("route");
        if (model.isPresent() == route.isPresent()) {
            throw section.fault("model", "a target needs either \"model\" or \"route\"");
        }
        Optional<String> version = section.text("version");
        if (route.isPresent() && version.isPresent()) {
            throw section.fault("version", "a route has no version; leave it out");
        }
        String name = model.or(() -> route).orElseThrow();
        String usual = arm.isEmpty() ? name + version.map(each -> "-" + each).orElse("") : arm;
        return new TargetConfig(
                ModelsSection.plainName(section, "as", section.text("as").orElse(usual)),
                name,
                version,
                section.wholeNumber("weight", 1, 10_000, weight),
                section.source());
    }
}
