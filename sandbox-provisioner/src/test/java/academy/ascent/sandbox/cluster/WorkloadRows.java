package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.RefusalTable.Row;
import java.util.stream.Stream;

/** The rows of the {@link RefusalTable} that are about Jobs and StatefulSets. */
final class WorkloadRows {
    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: tumour
            spec:
              completions: 1
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: server
                      image: ascent/reference-stack:0.1
                      resources: {limits: {cpu: 500m, memory: 256Mi}}
            """;
    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: tumour
            spec:
              replicas: 1
              serviceName: tumour
              selector: {matchLabels: {app: tumour}}
              template:
                metadata: {labels: {app: tumour}}
                spec:
                  containers:
                    - name: server
                      image: ascent/reference-stack:0.1
                      resources: {limits: {cpu: 500m, memory: 256Mi}}
            """;

    private WorkloadRows() {}

    private static Row job(String title, String part, String other) {
        return Row.of(title, "Job", JOB, part, other);
    }

    private static Row set(String title, String part, String other) {
        return Row.of(title, "StatefulSet", SET, part, other);
    }

    static Stream<Row> jobs() {
        String completions = "completions: 1";
        return Stream.of(
                new Row("a Job", "Job", JOB),
                job("a Job of a queue", completions, "parallelism: 2"),
                job("an invalid Job name", "name: tumour", "name: My_Job"),
                job("a Job that is always restarted", "Never", "Always"),
                job("a Job that says nothing of restarts", "restartPolicy: Never", "dnsPolicy: Default"),
                job("a Job of an unknown restart policy", "Never", "Sometimes"),
                job("negative parallelism", completions, "parallelism: -1"),
                job("negative completions", completions, "completions: -1"),
                job("a negative deadline", completions, "activeDeadlineSeconds: -1"),
                job("a negative limit of failures", completions, "backoffLimit: -1"),
                job("an unknown field of a Job", completions, "replicas: 1"),
                job("text for completions", completions, "completions: one"),
                job("an unknown completion mode", completions, "completionMode: Sorted"),
                job("a privileged Job", "image:", "securityContext: {privileged: true}\n          image:"),
                job("a Job over quota", "cpu: 500m", "cpu: 2100m"),
                job("a Job without limits", "{limits: {cpu: 500m, memory: 256Mi}}", "{}"),
                job("more pods of a Job at once than the quota has", completions, "completions: 9\n  parallelism: 5"));
    }

    static Stream<Row> statefulSets() {
        return Stream.of(
                new Row("a StatefulSet", "StatefulSet", SET),
                set("a StatefulSet without a Service", "  serviceName: tumour\n", ""),
                set("an invalid StatefulSet name", "name: tumour\n", "name: a.b\n"),
                set("an invalid Service of a StatefulSet", "serviceName: tumour", "serviceName: a.b"),
                set("an unknown management policy", "replicas: 1", "podManagementPolicy: Fast"),
                set("an unknown update strategy", "replicas: 1", "updateStrategy: {type: Fast}"),
                set("negative replicas of a StatefulSet", "replicas: 1", "replicas: -1"),
                set("a StatefulSet that selects nothing", "{matchLabels: {app: tumour}}", "{matchLabels: {}}"),
                set("a StatefulSet that selects others", "{matchLabels: {app: tumour}}", "{matchLabels: {app: a}}"),
                set("a StatefulSet that is never restarted", "    spec:\n", "    spec:\n      restartPolicy: Never\n"),
                set("an unknown field of a StatefulSet", "replicas: 1", "strategy: {}"),
                set("a paused StatefulSet", "replicas: 1", "paused: true"),
                set("a privileged StatefulSet", "image:", "securityContext: {privileged: true}\n          image:"),
                set("a StatefulSet over quota", "replicas: 1", "replicas: 5"),
                set("a StatefulSet without limits", "{limits: {cpu: 500m, memory: 256Mi}}", "{}"));
    }
}
