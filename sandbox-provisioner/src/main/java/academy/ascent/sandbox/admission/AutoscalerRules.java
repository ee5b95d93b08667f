package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API server's validation of a HorizontalPodAutoscaler, for the fields that are offered here. */
final class AutoscalerRules {
    private static final int LONGEST_WINDOW_SECONDS = 3600;
    private static final int LONGEST_PERIOD_SECONDS = 1800;

    private final Findings findings;

    AutoscalerRules(Findings findings) {
        this.findings = findings;
    }

    void check(HorizontalPodAutoscaler autoscaler) {
        HorizontalPodAutoscalerSpec spec =
                autoscaler.getSpec() == null ? new HorizontalPodAutoscalerSpec() : autoscaler.getSpec();
        bounds(spec);
        target(spec.getScaleTargetRef() == null ? new CrossVersionObjectReference() : spec.getScaleTargetRef());
        if (Integer.valueOf(0).equals(spec.getMinReplicas())) {
            findings.add(
                    "spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling"
                            + " to zero replicas");
        }
        List<MetricSpec> metrics = spec.getMetrics() == null ? List.of() : spec.getMetrics();
        for (int i = 0; i < metrics.size(); i++) {
            new MetricRules(findings, "spec.metrics[" + i + "]").check(metrics.get(i));
        }
        if (spec.getBehavior() != null) {
            rules("spec.behavior.scaleUp", spec.getBehavior().getScaleUp());
            rules("spec.behavior.scaleDown", spec.getBehavior().getScaleDown());
        }
    }

    private void bounds(HorizontalPodAutoscalerSpec spec) {
        int least = WorkloadReader.or(spec.getMinReplicas(), 1);
        int most = WorkloadReader.or(spec.getMaxReplicas(), 0);
        if (least < 1) {
            findings.invalid("spec.minReplicas", least, "must be greater than or equal to 1");
        }
        if (most == 0) {
            findings.add("spec.maxReplicas: Required value: must be set and greater than 0");
        } else if (most < 0) {
            findings.invalid("spec.maxReplicas", most, "must be greater than or equal to 1");
        }
        if (most < least) {
            findings.invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`");
        }
    }

    private void target(CrossVersionObjectReference target) {
        String kind = target.getKind();
        if (kind == null || kind.isEmpty()) {
            findings.required("spec.scaleTargetRef.kind");
        } else if (!List.of("Deployment", "StatefulSet").contains(kind)) {
            findings.notOffered("spec.scaleTargetRef.kind", "use Deployment or StatefulSet");
        }
        if (target.getName() == null || target.getName().isEmpty()) {
            findings.required("spec.scaleTargetRef.name");
        }
    }

    private void rules(String field, @Nullable HPAScalingRules rules) {
        if (rules == null) {
            return;
        }
        Integer window = rules.getStabilizationWindowSeconds();
        if (window != null && window < 0) {
            findings.invalid(field + ".stabilizationWindowSeconds", window, "must be greater than or equal to zero");
        }
        if (window != null && window > LONGEST_WINDOW_SECONDS) {
            findings.invalid(
                    field + ".stabilizationWindowSeconds",
                    window,
                    "must be less than or equal to " + LONGEST_WINDOW_SECONDS);
        }
        String select = rules.getSelectPolicy();
        if (select != null && !List.of("Max", "Min", "Disabled").contains(select)) {
            findings.unsupported(field + ".selectPolicy", select, "\"Disabled\", \"Max\", \"Min\"");
        }
        List<HPAScalingPolicy> policies = rules.getPolicies() == null ? List.of() : rules.getPolicies();
        for (int i = 0; i < policies.size(); i++) {
            policy(field + ".policies[" + i + "]", policies.get(i));
        }
    }

    private void policy(String field, HPAScalingPolicy policy) {
        String type = policy.getType() == null ? "" : policy.getType();
        if (!List.of("Percent", "Pods").contains(type)) {
            findings.unsupported(field + ".type", type, "\"Percent\", \"Pods\"");
        }
        int value = WorkloadReader.or(policy.getValue(), 0);
        if (value <= 0) {
            findings.invalid(field + ".value", value, "must be greater than zero");
        }
        int period = WorkloadReader.or(policy.getPeriodSeconds(), 0);
        if (period <= 0) {
            findings.invalid(field + ".periodSeconds", period, "must be greater than zero");
        }
        if (period > LONGEST_PERIOD_SECONDS) {
            findings.invalid(
                    field + ".periodSeconds", period, "must be less than or equal to " + LONGEST_PERIOD_SECONDS);
        }
    }
}
