package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.RefusalTable.Row;
import java.util.stream.Stream;

/** The rows of the {@link RefusalTable} that are about HorizontalPodAutoscalers. */
final class AutoscalerRows {
    private static final String AUTOSCALER = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata:
              name: tumour
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: tumour}
              minReplicas: 1
              maxReplicas: 4
              metrics:
                - type: Resource
                  resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}
              behavior:
                scaleDown: {stabilizationWindowSeconds: 60}
            """;
    private static final String LEAST = "minReplicas: 1";
    private static final String MOST = "maxReplicas: 4";
    private static final String AIM = "averageUtilization: 60";
    private static final String DOWN = "stabilizationWindowSeconds: 60";
    private static final String POLICY = "policies: [{type: Pods, value: 1, periodSeconds: 60}]";

    private AutoscalerRows() {}

    private static Row row(String title, String part, String other) {
        return Row.of(title, "HorizontalPodAutoscaler", AUTOSCALER, part, other);
    }

    static Stream<Row> rows() {
        return Stream.of(fields(), metrics(), pods(), behavior()).flatMap(rows -> rows);
    }

    private static Stream<Row> fields() {
        return Stream.of(
                row("an autoscaler", LEAST, "minReplicas: 2"),
                row("an autoscaler of nothing but a most", "  " + LEAST + "\n", ""),
                row("an invalid autoscaler name", "name: tumour\nspec", "name: My_Scaler\nspec"),
                row("no replicas at least", LEAST, "minReplicas: 0"),
                row("negative replicas at least", LEAST, "minReplicas: -1"),
                row("no replicas at most", MOST, "maxReplicas: 0"),
                row("negative replicas at most", MOST, "maxReplicas: -1"),
                row("nothing said of the most replicas", "  " + MOST + "\n", ""),
                row("more at least than at most", LEAST, "minReplicas: 5"),
                row("text for the most replicas", MOST, "maxReplicas: many"),
                row("a target without kind", "kind: Deployment, ", ""),
                row("a target without name", ", name: tumour}", "}"),
                row("an unknown field of an autoscaler", LEAST, "replicas: 1"));
    }

    private static Stream<Row> metrics() {
        return Stream.of(
                row(
                        "a mean value",
                        "type: Utilization, averageUtilization: 60",
                        "type: AverageValue, averageValue: 300m"),
                row("a utilization of nothing", AIM, "averageUtilization: 0"),
                row("neither value nor utilization", ", " + AIM, ""),
                row("both value and utilization", AIM, AIM + ", averageValue: 1"),
                row("a mean value of nothing", AIM, "averageValue: 0"),
                row("a negative mean value", AIM, "averageValue: -500m"),
                row("a target of no type", "type: Utilization, ", ""),
                row("a target of an unknown type", "type: Utilization", "type: Percent"),
                row("a metric of no type", "type: Resource\n      resource", "resource"),
                row("a metric of an unknown type", "type: Resource", "type: Requests"),
                row("a resource without name", "name: cpu, ", ""),
                row(
                        "a metric without its resource",
                        AUTOSCALER.substring(AUTOSCALER.indexOf("      resource"), AUTOSCALER.indexOf("  behavior")),
                        ""));
    }

    private static Row ofPods(String title, String pods) {
        String resource =
                "type: Resource\n      resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}";
        return row(title, resource, "type: Pods\n      pods: " + pods);
    }

    private static Stream<Row> pods() {
        String metric = "metric: {name: http_requests_per_second}";
        return Stream.of(
                ofPods("requests a second", "{" + metric + ", target: {type: AverageValue, averageValue: 20}}"),
                ofPods("requests a second without a mean", "{" + metric + ", target: {type: AverageValue}}"),
                ofPods("no requests a second", "{" + metric + ", target: {type: AverageValue, averageValue: 0}}"),
                ofPods("requests a second of no type", "{" + metric + ", target: {averageValue: 20}}"),
                ofPods("requests a second without target", "{" + metric + "}"),
                ofPods("a metric of pods without name", "{target: {type: AverageValue, averageValue: 20}}"),
                ofPods(
                        "a metric of pods with a path for its name",
                        "{metric: {name: a/b%c}, target: {type: AverageValue, averageValue: 20}}"),
                row("a metric of pods without them", "type: Resource\n", "type: Pods\n"),
                row(
                        "a metric of pods and of a resource",
                        "type: Resource\n",
                        "type: Pods\n      pods: {" + metric + ", target: {type: AverageValue, averageValue: 20}}\n"));
    }

    private static Stream<Row> behavior() {
        return Stream.of(
                row("a policy", DOWN, POLICY),
                row("a window that is negative", DOWN, "stabilizationWindowSeconds: -1"),
                row("a window of more than an hour", DOWN, "stabilizationWindowSeconds: 3601"),
                row("an unknown choice of policies", DOWN, "selectPolicy: Fastest"),
                row("no scaling down", DOWN, "selectPolicy: Disabled"),
                row("a policy of an unknown type", DOWN, POLICY.replace("Pods", "Replicas")),
                row("a policy of nothing", DOWN, POLICY.replace("value: 1", "value: 0")),
                row("a policy without period", DOWN, POLICY.replace(", periodSeconds: 60", "")),
                row("a policy of an hour", DOWN, POLICY.replace("60", "3600")));
    }
}
