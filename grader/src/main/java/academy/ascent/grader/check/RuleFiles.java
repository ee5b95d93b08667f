package academy.ascent.grader.check;

import academy.ascent.grader.metrics.Expression;
import academy.ascent.grader.submission.Value;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.submission.YamlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What can be said of rule files by their text. */
final class RuleFiles {
    private final MetricsSettings settings;
    private final Workspace workspace;
    private final Faults faults;
    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> alerts = new TreeSet<>();
    private final Set<String> percentiles = new HashSet<>();

    private record Rule(String file, Value value, Expression expression) {}

    RuleFiles(MetricsSettings settings, Workspace workspace, Faults faults) {
        this.settings = settings;
        this.workspace = workspace;
        this.faults = faults;
    }

    /** Reads every file and returns their paths. */
    List<String> check() {
        Set<String> all = workspace.listing().files().keySet();
        Set<String> files = new TreeSet<>();
        for (String glob : settings.rules()) {
            List<String> found = Globs.matching(glob, all);
            if (found.isEmpty()) {
                faults.add(glob, 0, "no rule file matches; add one.");
            }
            files.addAll(found);
        }
        files.forEach(file -> faults.take(YamlText.document(workspace, file)).ifPresent(whole -> groups(file, whole)));
        rules.forEach(this::judge);
        settings.alerts().stream().filter(alert -> !alerts.contains(alert)).forEach(this::missing);
        return List.copyOf(files);
    }

    private void groups(String file, Value whole) {
        if (!whole.get("groups").isList()) {
            faults.add(file, whole.line(), "has no list of groups, so Prometheus finds no rule in it.");
        }
        for (Value group : whole.get("groups").items()) {
            for (Value rule : group.get("rules").items()) {
                read(file, rule);
            }
        }
    }

    private void read(String file, Value rule) {
        String alert = rule.get("alert").words();
        String record = rule.get("record").words();
        Value written = rule.get("expr");
        if (alert.isEmpty() == record.isEmpty()) {
            faults.add(file, rule.line(), "a rule must have either alert or record.");
        }
        if (written.words().isBlank()) {
            faults.add(file, rule.line(), "a rule has no expr.");
        }
        if (!alert.isEmpty()) {
            alerts.add(alert);
        }
        Expression expression = Expression.of(written.words());
        if (!record.isEmpty() && expression.isPercentile(percentiles)) {
            percentiles.add(record);
        }
        rules.add(new Rule(file, rule, expression));
    }

    private void judge(Rule rule) {
        int line = rule.value().get("expr").line();
        if (rule.expression().averagesPercentiles(percentiles)) {
            faults.add(
                    rule.file(),
                    line,
                    "averages percentiles, and the mean of percentiles is no percentile; add up the buckets by le, then"
                            + " take histogram_quantile once.");
        }
        for (String label : settings.forbidden()) {
            if (rule.expression().uses(label)
                    || !rule.value().at("labels", label).isAbsent()) {
                faults.add(
                        rule.file(),
                        line,
                        "uses the label " + label
                                + ", which has a value for each user or request; leave it to logs and traces.");
            }
        }
    }

    private void missing(String alert) {
        faults.add(
                String.join(", ", settings.rules()),
                0,
                "has no alert " + alert + (alerts.isEmpty() ? "." : ", only " + String.join(", ", alerts) + "."));
    }
}
