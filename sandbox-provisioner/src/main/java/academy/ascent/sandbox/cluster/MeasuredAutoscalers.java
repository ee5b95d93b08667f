package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.AutoscalerStatus;
import academy.ascent.sandbox.AutoscalerStatus.Rate;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.ResourceMetricStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A HorizontalPodAutoscaler of a cluster as the port tells of it; where the cluster has no metrics, of none. */
final class MeasuredAutoscalers {
    private MeasuredAutoscalers() {}

    static AutoscalerStatus status(HorizontalPodAutoscaler autoscaler) {
        List<MetricStatus> seen = seen(autoscaler);
        return new AutoscalerStatus(
                autoscaler.getMetadata().getName(),
                autoscaler.getSpec().getScaleTargetRef().getName(),
                cpuPercent(seen),
                metrics(autoscaler)
                        .filter(metric -> metric.getPods() != null)
                        .map(metric -> rate(metric, seen))
                        .toList(),
                or(autoscaler.getSpec().getMinReplicas(), 1),
                autoscaler.getSpec().getMaxReplicas(),
                autoscaler.getStatus() == null ? 0 : or(autoscaler.getStatus().getDesiredReplicas(), 0));
    }

    private static Stream<MetricSpec> metrics(HorizontalPodAutoscaler autoscaler) {
        return Optional.ofNullable(autoscaler.getSpec().getMetrics()).orElse(List.of()).stream();
    }

    private static List<MetricStatus> seen(HorizontalPodAutoscaler autoscaler) {
        return autoscaler.getStatus() == null || autoscaler.getStatus().getCurrentMetrics() == null
                ? List.of()
                : autoscaler.getStatus().getCurrentMetrics();
    }

    private static OptionalInt cpuPercent(List<MetricStatus> seen) {
        return seen.stream()
                .map(MetricStatus::getResource)
                .filter(resource -> resource != null && "cpu".equals(resource.getName()))
                .map(ResourceMetricStatus::getCurrent)
                .filter(current -> current != null && current.getAverageUtilization() != null)
                .mapToInt(current -> current.getAverageUtilization())
                .findFirst();
    }

    private static Rate rate(MetricSpec wanted, List<MetricStatus> seen) {
        String name = wanted.getPods().getMetric().getName();
        return new Rate(
                name,
                seen.stream()
                        .map(MetricStatus::getPods)
                        .filter(Objects::nonNull)
                        .filter(pods -> name.equals(pods.getMetric().getName()))
                        .map(pods -> number(pods.getCurrent().getAverageValue()))
                        .filter(OptionalDouble::isPresent)
                        .findFirst()
                        .orElse(OptionalDouble.empty()),
                number(wanted.getPods().getTarget().getAverageValue()).orElse(0));
    }

    private static OptionalDouble number(@Nullable Quantity quantity) {
        return quantity == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(quantity.getNumericalAmount().doubleValue());
    }

    private static int or(@Nullable Integer count, int otherwise) {
        return count == null ? otherwise : count;
    }
}
