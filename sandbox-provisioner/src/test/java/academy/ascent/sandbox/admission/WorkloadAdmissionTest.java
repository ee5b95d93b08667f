package academy.ascent.sandbox.admission;

import static academy.ascent.sandbox.admission.Admitting.accepted;
import static academy.ascent.sandbox.admission.Admitting.decide;
import static academy.ascent.sandbox.admission.Admitting.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import academy.ascent.sandbox.Admission;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs and StatefulSets. */
class WorkloadAdmissionTest {
    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: train}
            spec:
              completions: 5
              parallelism: 2
              activeDeadlineSeconds: 60
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - {name: main, image: 'image:1', resources: {limits: {cpu: 500m, memory: 64Mi}}}
            """;
    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              replicas: 2
              serviceName: db
              minReadySeconds: 3
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec:
                  containers:
                    - {name: main, image: 'image:1', resources: {limits: {cpu: 500m, memory: 64Mi}}}
            """;

    private static JobWorkload job(String yaml) {
        return (JobWorkload) accepted(yaml, DesiredState.EMPTY).workloads().get("train");
    }

    @Test
    void a_job_is_read_with_kubernetes_defaults() {
        JobWorkload job = job(JOB);
        assertThat(job.completions()).isEqualTo(OptionalInt.of(5));
        assertThat(job.parallelism()).isEqualTo(2);
        assertThat(job.backoffLimit()).isEqualTo(6);
        assertThat(job.activeDeadline()).isEqualTo(Optional.of(Duration.ofMinutes(1)));
        assertThat(job.template().restart()).isEqualTo(RestartPolicy.NEVER);
        assertThat(job.replicas()).isEqualTo(2);
        JobWorkload bare = job(with(JOB, "  completions: 5\n  parallelism: 2\n", ""));
        assertThat(bare.completions()).isEqualTo(OptionalInt.of(1));
        assertThat(bare.parallelism()).isEqualTo(1);
        JobWorkload queue = job(with(JOB, "  completions: 5\n", ""));
        assertThat(queue.completions()).isEmpty();
        assertThat(queue.replicas()).isEqualTo(2);
    }

    @Test
    void a_job_keeps_no_pods() {
        Admission answer = decide(JOB, DesiredState.EMPTY).answer();
        assertThat(((Admission.Admitted) answer).objects()).singleElement().satisfies(object -> {
            assertThat(object.kind()).isEqualTo("Job");
            assertThat(object.replicas()).isZero();
            assertThat(object.containers()).hasSize(1);
        });
    }

    @Test
    void a_stateful_set_is_read() {
        StatefulWorkload set =
                (StatefulWorkload) accepted(SET, DesiredState.EMPTY).workloads().get("db");
        assertThat(set.replicas()).isEqualTo(2);
        assertThat(set.service()).isEqualTo("db");
        assertThat(set.minReady()).isEqualTo(Duration.ofSeconds(3));
        assertThat(set.template().restart()).isEqualTo(RestartPolicy.ALWAYS);
    }

    @Test
    void the_quota_counts_a_jobs_pods_until_it_is_over() {
        DesiredState before = accepted(JOB, accepted(SET, DesiredState.EMPTY));
        String more = with(with(SET, "name: db}", "name: more}"), "replicas: 2", "replicas: 1");
        assertThat(decide(more, before).answer().toString()).contains("used: limits.cpu=2,pods=4");
        accepted(more, before.withJobPods(Map.of("train", 0)));
        accepted(with(JOB, "parallelism: 2", "parallelism: 4"), before.withJobPods(Map.of("train", 0)));
    }

    static Stream<Arguments> refused() {
        String restart = "spec.template.spec.restartPolicy: ";
        String fixed = "updates to statefulset spec for fields other than 'replicas'";
        return Stream.of(
                arguments(
                        JOB,
                        "      restartPolicy: Never\n",
                        "",
                        restart + "Required value: valid values: \"OnFailure\", \"Never\""),
                arguments(
                        JOB,
                        "Never",
                        "Sometimes",
                        restart + "Unsupported value: \"Sometimes\": supported values: \"OnFailure\", \"Never\""),
                arguments(
                        JOB,
                        "parallelism: 2",
                        "parallelism: -2",
                        "spec.parallelism: Invalid value: -2: must be greater than or equal to 0"),
                arguments(
                        JOB,
                        "parallelism: 2",
                        "backoffLimit: -1",
                        "spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0"),
                arguments(
                        JOB,
                        "parallelism: 2",
                        "completionMode: Sorted",
                        "spec.completionMode: Unsupported value: \"Sorted\": supported values: \"NonIndexed\","
                                + " \"Indexed\""),
                arguments(
                        JOB,
                        "parallelism: 2",
                        "completionMode: Indexed",
                        "spec.completionMode: not offered in this sandbox; use NonIndexed"),
                arguments(JOB, "parallelism: 2", "suspend: true", "spec.suspend: not offered in this sandbox"),
                arguments(JOB, "parallelism: 2", "replicas: 2", "unknown field \"spec.replicas\""),
                arguments(JOB, "parallelism: 2", "parallelism: 5", "pods \"train\" is forbidden: exceeded quota"),
                arguments(JOB, "batch/v1", "batch/v1beta1", "no matches for kind \"Job\" in version \"batch/v1beta1\""),
                arguments(
                        JOB,
                        "  template:\n    spec:",
                        "  template:\n    spec:\n      hostNetwork: true",
                        "violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true)"),
                arguments(
                        JOB,
                        "completions: 5",
                        "completions: 6",
                        "spec.completions: Invalid value: 6: field is immutable"),
                arguments(JOB, "cpu: 500m", "cpu: 400m", "spec.template: Invalid value: field is immutable"),
                arguments(
                        JOB,
                        JOB,
                        with(SET, "name: db}", "name: train}"),
                        "metadata.name: not offered in this sandbox; use another, since a Job has this one"),
                arguments(
                        SET, "name: db}", "name: a.b}", "metadata.name: Invalid value: \"a.b\": must not contain dots"),
                arguments(
                        SET,
                        "serviceName: db",
                        "serviceName: a.b",
                        "spec.serviceName: Invalid value: \"a.b\": must not contain dots"),
                arguments(
                        SET,
                        "replicas: 2",
                        "podManagementPolicy: Fast",
                        "spec.podManagementPolicy: Invalid value: \"Fast\": must be 'OrderedReady' or 'Parallel'"),
                arguments(
                        SET,
                        "replicas: 2",
                        "podManagementPolicy: Parallel",
                        "spec.podManagementPolicy: not offered in this sandbox; use OrderedReady"),
                arguments(
                        SET,
                        "replicas: 2",
                        "updateStrategy: {type: OnDelete}",
                        "spec.updateStrategy.type: not offered in this sandbox; use RollingUpdate"),
                arguments(
                        SET,
                        "replicas: 2",
                        "updateStrategy: {rollingUpdate: {partition: 1}}",
                        "spec.updateStrategy.rollingUpdate: not offered in this sandbox"),
                arguments(
                        SET,
                        "replicas: 2",
                        "volumeClaimTemplates: []",
                        "spec.volumeClaimTemplates: not offered in this sandbox"),
                arguments(
                        SET,
                        "{matchLabels: {app: db}}",
                        "{matchLabels: {}}",
                        "empty selector is invalid for statefulset"),
                arguments(SET, "replicas: 2", "replicas: 5", "pods \"db\" is forbidden: exceeded quota"),
                arguments(
                        SET,
                        "    spec:\n",
                        "    spec:\n      restartPolicy: Never\n",
                        restart + "Unsupported value: \"Never\": supported values: \"Always\""),
                arguments(SET, "app: db", "app: sql", "spec: Forbidden: " + fixed),
                arguments(SET, "serviceName: db", "serviceName: sql", "spec: Forbidden: " + fixed));
    }

    /** Each text is admitted first, and then refused with one part of it changed. */
    @ParameterizedTest(name = "{index} {3}")
    @MethodSource("refused")
    void a_wrong_object_is_refused_in_the_servers_words(String yaml, String part, String other, String message) {
        Decision decision = decide(with(yaml, part, other), accepted(yaml, DesiredState.EMPTY));
        assertThat(decision).isInstanceOf(Decision.Denied.class);
        assertThat(((Decision.Denied) decision).answer().reasons())
                .anySatisfy(refusal -> assertThat(refusal.message()).contains(message));
    }

    @Test
    void a_job_may_be_applied_again_with_another_parallelism() {
        DesiredState before = accepted(JOB, DesiredState.EMPTY);
        accepted(with(JOB, "parallelism: 2", "parallelism: 3"), before);
    }
}
