package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.admission.Autoscaler.Goal;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricIdentifier;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import io.fabric8.kubernetes.api.model.autoscaling.v2.PodsMetricSource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.ResourceMetricSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API server's validation of one metric of a HorizontalPodAutoscaler, for those that are offered here. */
final class MetricRules {
    private static final List<String> TYPES = List.of("ContainerResource", "External", "Object", "Pods", "Resource");

    private final Findings findings;
    private final String field;

    /**
     * @param field where it stands
     */
    MetricRules(Findings findings, String field) {
        this.findings = findings;
        this.field = field;
    }

    void check(MetricSpec metric) {
        String type = metric.getType() == null ? "" : metric.getType();
        if (type.isEmpty()) {
            findings.add(field + ".type: Required value: must specify a metric source type");
        }
        if (!TYPES.contains(type)) {
            findings.unsupported(field + ".type", type, '"' + String.join("\", \"", TYPES) + '"');
        } else if (!List.of("Pods", "Resource").contains(type)) {
            findings.notOffered(field + ".type", "use Resource for CPU time, or Pods for requests a second");
            return;
        }
        sources(type, metric);
    }

    /** The first of them is looked at, whatever the type; of two, the one that is not of the type is forbidden. */
    private void sources(String type, MetricSpec metric) {
        if (metric.getPods() != null) {
            pods(metric.getPods());
        } else if (metric.getResource() != null) {
            resource(metric.getResource());
        }
        if (type.equals("Pods") && metric.getPods() == null
                || type.equals("Resource") && metric.getResource() == null) {
            findings.add(field + "." + type.toLowerCase(java.util.Locale.ROOT)
                    + ": Required value: must populate information for the given metric source");
        }
        if (metric.getPods() != null && metric.getResource() != null) {
            List.of("pods", "resource").stream()
                    .filter(source -> !source.equalsIgnoreCase(type))
                    .forEach(source -> findings.add(
                            field + "." + source + ": Forbidden: must populate the given metric source only"));
        }
    }

    private void pods(PodsMetricSource pods) {
        name(pods.getMetric() == null ? new MetricIdentifier() : pods.getMetric());
        MetricTarget target = pods.getTarget() == null ? new MetricTarget() : pods.getTarget();
        target(field + ".pods.target", target);
        if (target.getAverageValue() == null) {
            findings.add(
                    field + ".pods.target.averageValue: Required value: must specify a positive target averageValue");
        }
    }

    private void name(MetricIdentifier metric) {
        String name = metric.getName() == null ? "" : metric.getName();
        String where = field + ".pods.metric.name";
        List<String> wrong = name.equals(".") || name.equals("..")
                ? List.of("may not be '" + name + "'")
                : List.of("/", "%").stream()
                        .filter(name::contains)
                        .map(part -> "may not contain '" + part + "'")
                        .toList();
        wrong.forEach(why -> findings.invalid(where, name, why));
        if (name.isEmpty()) {
            findings.add(where + ": Required value: must specify a metric name");
        } else if (wrong.isEmpty() && !Goal.Rate.isNamedBy(name)) {
            findings.notOffered(
                    where, "use NAME_per_second, which is how fast the counter NAME_total of the pods grows");
        }
    }

    private void resource(ResourceMetricSource resource) {
        String name = resource.getName();
        if (name == null || name.isEmpty()) {
            findings.add(field + ".resource.name: Required value: must specify a resource name");
        } else if (!name.equals("cpu")) {
            findings.notOffered(field + ".resource.name", "use cpu");
        }
        MetricTarget target = resource.getTarget() == null ? new MetricTarget() : resource.getTarget();
        target(field + ".resource.target", target);
        if (target.getAverageUtilization() == null && target.getAverageValue() == null) {
            findings.add(
                    field + ".resource.target.averageUtilization: Required value: must set either a target raw value"
                            + " or a target utilization");
        }
        if (target.getAverageUtilization() != null && target.getAverageValue() != null) {
            findings.add(field + ".resource.target.averageValue: Forbidden: may not set both a target raw value and a"
                    + " target utilization");
        }
    }

    private void target(String field, MetricTarget target) {
        String type = target.getType();
        if (type == null || type.isEmpty()) {
            findings.add(field + ".type: Required value: must specify a metric target type");
        }
        if (type == null || !List.of("Utilization", "Value", "AverageValue").contains(type)) {
            findings.invalid(
                    field + ".type", type == null ? "" : type, "must be either Utilization, Value, or AverageValue");
        }
        positive(field + ".value", target.getValue());
        positive(field + ".averageValue", target.getAverageValue());
        Integer utilization = target.getAverageUtilization();
        if (utilization != null && utilization < 1) {
            findings.invalid(field + ".averageUtilization", utilization, "must be greater than 0");
        }
    }

    private void positive(String field, @Nullable Quantity value) {
        if (value != null && Quantities.amount(value).signum() != 1) {
            findings.invalid(field, Quantities.canonical(value), "must be positive");
        }
    }
}
