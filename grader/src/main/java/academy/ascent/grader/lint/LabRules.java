package academy.ascent.grader.lint;

import academy.ascent.grader.check.Checks;
import academy.ascent.grader.check.DecisionPlan;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Flaws;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lint.LabFinding.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be told of a lab without grading anything. */
final class LabRules {
    private LabRules() {}

    static List<LabFinding> findings(Lab lab, List<Variant> variants) {
        List<LabFinding> findings = new ArrayList<>();
        if (lab.starterFails().isEmpty()) {
            findings.add(new LabFinding(
                    Kind.UNUSABLE,
                    lab.id(),
                    "lab.yaml",
                    "does not say what the untouched starter fails; add starter: {fails: [CHECK, …]}"));
        }
        for (String path : Flaws.neverTaken(lab)) {
            findings.add(new LabFinding(
                    Kind.UNUSABLE,
                    lab.id(),
                    path,
                    "is not among files.edit, so no grading takes it; remove it or let learners edit it"));
        }
        probes(lab, variants).forEach((check, names) -> {
            if (names.isEmpty()) {
                findings.add(new LabFinding(
                        Kind.UNPROBED,
                        lab.id(),
                        check,
                        "no flawed variant is caught by this check; add one whose flaw.yaml names it under fails"));
            }
        });
        for (CheckSpec spec : lab.grading()) {
            for (DecisionPlan plan : Checks.of(spec).plans(spec.with())) {
                undecidable(lab, spec, plan, findings);
            }
        }
        return findings;
    }

    /** For each check of the lab, by id: the flawed variants that it must catch. */
    static Map<String, List<String>> probes(Lab lab, List<Variant> variants) {
        Map<String, List<String>> probes = new LinkedHashMap<>();
        for (CheckSpec spec : lab.grading()) {
            probes.put(
                    spec.id(),
                    variants.stream()
                            .filter(Variant.Flawed.class::isInstance)
                            .filter(variant -> variant.fails().contains(spec.id()))
                            .map(Variant::name)
                            .toList());
        }
        return probes;
    }

    private static void undecidable(Lab lab, CheckSpec spec, DecisionPlan plan, List<LabFinding> findings) {
        Power power = Power.of(plan);
        if (power.suffices()) {
            return;
        }
        int sent = plan.looks().getLast();
        double multiple = Power.multipleNeeded(plan);
        String remedy = Double.isInfinite(multiple)
                ? "no number of requests would do: ask for less than everything"
                : String.format(
                        Locale.ROOT,
                        "about %,d would do: raise its rate, its length or its streams, or declare a wider margin for %s",
                        (long) Math.ceil(sent * multiple),
                        plan.target());
        findings.add(new LabFinding(
                Kind.UNDECIDABLE,
                lab.id(),
                spec.id(),
                String.format(
                        Locale.ROOT,
                        "%,d samples tell a submission at %s times the target of %s with probability %.2f and one at %s"
                                + " times with %.2f; %.2f is asked of both; %s",
                        sent,
                        rounded(plan.margin().inside()),
                        plan.target(),
                        power.inside(),
                        rounded(plan.margin().outside()),
                        power.outside(),
                        Power.ASKED,
                        remedy)));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
