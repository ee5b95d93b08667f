package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.sandbox.Admission.AdmittedContainer;
import academy.ascent.sandbox.Admission.AdmittedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code manifests}: what the admitted Kubernetes objects say about probes, resources and privileges. */
public final class ManifestsCheck implements Check {

    /** A rule that a lab can require. */
    enum Rule {
        PROBES("a readinessProbe and a livenessProbe"),
        RESOURCES("requests and limits for cpu and memory"),
        NON_ROOT("runAsNonRoot: true, allowPrivilegeEscalation: false and every capability dropped");

        private final String asks;

        Rule(String asks) {
            this.asks = asks;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String kind() {
        return "manifests";
    }

    @Override
    public void validate(Settings with) {
        rules(with);
    }

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    @Override
    public boolean measures() {
        return false;
    }

    @Override
    public Duration expected(Settings with) {
        return Duration.ZERO;
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        return judge(rules(spec.with()), stage.objects());
    }

    static Finding judge(List<Rule> rules, List<AdmittedObject> objects) {
        List<String> faults = new ArrayList<>();
        int containers = 0;
        for (AdmittedObject object : objects) {
            for (AdmittedContainer container : object.containers()) {
                containers++;
                for (Rule rule : rules) {
                    String missing = missing(rule, container);
                    if (!missing.isEmpty()) {
                        faults.add(object.path() + ", " + object.kind() + "/" + object.name() + ", container "
                                + container.name() + ": add " + missing + ".");
                    }
                }
            }
        }
        String asked = rules.stream().map(rule -> rule.asks).collect(Collectors.joining("; "));
        if (containers == 0) {
            return finding(
                    Outcome.FAILED,
                    "No Deployment in the manifests",
                    "Expected a Deployment below k8s/ whose containers have " + asked + ". Add one.");
        }
        String containersSeen = containers == 1 ? "1 container" : containers + " containers";
        if (faults.isEmpty()) {
            return finding(
                    Outcome.PASSED,
                    "Policy kept by " + containersSeen,
                    "Every container has " + asked + ", as the lab asks.");
        }
        return finding(
                Outcome.FAILED,
                faults.size() == 1 ? "1 rule broken" : faults.size() + " rules broken",
                "Every container must have " + asked + ".\n" + String.join("\n", faults));
    }

    private static String missing(Rule rule, AdmittedContainer container) {
        List<String> missing = new ArrayList<>();
        switch (rule) {
            case PROBES -> {
                need(missing, container.readinessProbe(), "readinessProbe");
                need(missing, container.livenessProbe(), "livenessProbe");
            }
            case RESOURCES -> {
                need(missing, container.cpuRequestMillis() > 0, "resources.requests.cpu");
                need(missing, container.memoryRequestBytes() > 0, "resources.requests.memory");
                need(missing, container.cpuLimitMillis() > 0, "resources.limits.cpu");
                need(missing, container.memoryLimitBytes() > 0, "resources.limits.memory");
            }
            case NON_ROOT -> {
                need(missing, container.nonRoot(), "securityContext.runAsNonRoot: true");
                need(
                        missing,
                        container.privilegeEscalationForbidden(),
                        "securityContext.allowPrivilegeEscalation: false");
                need(missing, container.capabilitiesDropped(), "securityContext.capabilities.drop: [ALL]");
            }
        }
        return String.join(", ", missing);
    }

    private static void need(List<String> missing, boolean present, String field) {
        if (!present) {
            missing.add(field);
        }
    }

    private static List<Rule> rules(Settings with) {
        with.allowing("require");
        List<Rule> rules = new ArrayList<>();
        for (String word : with.texts("require")) {
            rules.add(List.of(Rule.values()).stream()
                    .filter(rule -> rule.word().equals(word))
                    .findFirst()
                    .orElseThrow(() ->
                            with.problem("require", "holds '" + word + "'; use any of probes, resources, non-root")));
        }
        return rules;
    }

    private static Finding finding(Outcome outcome, String title, String explanation) {
        return new Finding(Ground.STATIC, outcome, title, explanation, List.of(), List.of());
    }
}
