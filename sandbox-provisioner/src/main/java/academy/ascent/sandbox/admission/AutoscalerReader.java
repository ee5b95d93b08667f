package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.admission.Autoscaler.Behavior;
import academy.ascent.sandbox.admission.Autoscaler.Goal;
import academy.ascent.sandbox.admission.Autoscaler.Rules;
import academy.ascent.sandbox.admission.Autoscaler.Select;
import academy.ascent.sandbox.admission.Autoscaler.Speed;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a valid HorizontalPodAutoscaler into what a sandbox runs, with the API server's defaults filled in. */
final class AutoscalerReader {
    private static final List<Goal> DEFAULT_GOALS = List.of(new Goal.Utilization(80));
    private static final Duration PERIOD = Duration.ofSeconds(15);
    private static final Rules UP =
            new Rules(Duration.ZERO, Select.MAX, List.of(new Speed(false, 4, PERIOD), new Speed(true, 100, PERIOD)));
    private static final Rules DOWN =
            new Rules(Duration.ofMinutes(5), Select.MAX, List.of(new Speed(true, 100, PERIOD)));

    private AutoscalerReader() {}

    static Autoscaler autoscaler(HorizontalPodAutoscaler autoscaler) {
        HorizontalPodAutoscalerSpec spec = autoscaler.getSpec();
        return new Autoscaler(
                autoscaler.getMetadata().getName(),
                spec.getScaleTargetRef().getKind(),
                spec.getScaleTargetRef().getName(),
                WorkloadReader.or(spec.getMinReplicas(), 1),
                spec.getMaxReplicas(),
                spec.getMetrics() == null || spec.getMetrics().isEmpty()
                        ? DEFAULT_GOALS
                        : spec.getMetrics().stream().map(AutoscalerReader::goal).toList(),
                Optional.ofNullable(spec.getBehavior()).map(AutoscalerReader::behavior));
    }

    private static Goal goal(MetricSpec metric) {
        if (metric.getType().equals("Pods")) {
            MetricTarget target = metric.getPods().getTarget();
            return new Goal.Rate(metric.getPods().getMetric().getName(), millis(target));
        }
        MetricTarget target = metric.getResource().getTarget();
        return target.getAverageUtilization() == null
                ? new Goal.AverageValue(millis(target))
                : new Goal.Utilization(target.getAverageUtilization());
    }

    private static int millis(MetricTarget target) {
        return Quantities.millis(Map.of("mean", target.getAverageValue()), "mean");
    }

    private static Behavior behavior(HorizontalPodAutoscalerBehavior behavior) {
        return new Behavior(rules(behavior.getScaleUp(), UP), rules(behavior.getScaleDown(), DOWN));
    }

    private static Rules rules(@Nullable HPAScalingRules rules, Rules otherwise) {
        return rules == null
                ? otherwise
                : new Rules(
                        rules.getStabilizationWindowSeconds() == null
                                ? otherwise.window()
                                : Duration.ofSeconds(rules.getStabilizationWindowSeconds()),
                        rules.getSelectPolicy() == null ? otherwise.select() : select(rules.getSelectPolicy()),
                        rules.getPolicies() == null || rules.getPolicies().isEmpty()
                                ? otherwise.policies()
                                : rules.getPolicies().stream()
                                        .map(AutoscalerReader::speed)
                                        .toList());
    }

    private static Select select(String policy) {
        return switch (policy) {
            case "Min" -> Select.MIN;
            case "Disabled" -> Select.DISABLED;
            default -> Select.MAX;
        };
    }

    private static Speed speed(HPAScalingPolicy policy) {
        return new Speed(
                policy.getType().equals("Percent"), policy.getValue(), Duration.ofSeconds(policy.getPeriodSeconds()));
    }
}
