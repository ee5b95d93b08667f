package academy.ascent.sandbox.admission;

import static academy.ascent.sandbox.admission.Admitting.accepted;
import static academy.ascent.sandbox.admission.Admitting.decide;
import static academy.ascent.sandbox.admission.Admitting.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import academy.ascent.sandbox.Admission;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CronJobAdmissionTest {
    private static final Instant DUE = Instant.ofEpochSecond(60 * 1000);
    private static final String CRON_JOB = """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: train}
            spec:
              schedule: '*/5 * * * *'
              suspend: false
              jobTemplate:
                spec:
                  parallelism: 2
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
              replicas: 4
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec:
                  containers:
                    - {name: main, image: 'image:1', resources: {limits: {cpu: 500m, memory: 64Mi}}}
            """;

    private static ScheduledJob cronJob(String yaml) {
        ScheduledJob read = accepted(yaml, DesiredState.EMPTY).cronJobs().get("train");
        assertThat(read).isNotNull();
        return read;
    }

    @Test
    void a_cron_job_is_read_with_kubernetes_defaults() {
        ScheduledJob bare = cronJob(CRON_JOB);
        assertThat(bare.zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(bare.startingDeadline()).isEmpty();
        assertThat(bare.concurrency()).isEqualTo(ConcurrencyPolicy.ALLOW);
        assertThat(bare.suspended()).isFalse();
        assertThat(bare.successfulJobsHistoryLimit()).isEqualTo(3);
        assertThat(bare.failedJobsHistoryLimit()).isEqualTo(1);
        assertThat(bare.schedule().next(Instant.EPOCH, bare.zone())).contains(Instant.ofEpochSecond(300));
        ScheduledJob full = cronJob(with(CRON_JOB, "suspend: false", """
                suspend: true
                  timeZone: Europe/Berlin
                  startingDeadlineSeconds: 90
                  concurrencyPolicy: Replace
                  successfulJobsHistoryLimit: 0
                  failedJobsHistoryLimit: 5"""));
        assertThat(full)
                .isEqualTo(new ScheduledJob(
                        "train",
                        bare.schedule(),
                        ZoneId.of("Europe/Berlin"),
                        Optional.of(Duration.ofSeconds(90)),
                        ConcurrencyPolicy.REPLACE,
                        true,
                        0,
                        5,
                        bare.job()));
    }

    @Test
    void deadlines_beyond_all_time_can_be_reckoned_with() {
        ScheduledJob patient = cronJob(with(
                with(CRON_JOB, "suspend: false", "startingDeadlineSeconds: 9223372036854775807"),
                "parallelism: 2",
                "activeDeadlineSeconds: 9223372036854775807"));
        assertThat(DUE.minus(patient.startingDeadline().orElseThrow())).isBefore(DUE);
        assertThat(DUE.plus(patient.job().activeDeadline().orElseThrow())).isAfter(DUE);
    }

    @Test
    void a_cron_job_keeps_no_pods_and_makes_jobs_by_its_template() {
        assertThat(((Admission.Admitted) decide(CRON_JOB, DesiredState.EMPTY).answer()).objects())
                .singleElement()
                .satisfies(object -> {
                    assertThat(object.kind()).isEqualTo("CronJob");
                    assertThat(object.replicas()).isZero();
                    assertThat(object.containers()).hasSize(1);
                });
        JobWorkload made = cronJob(CRON_JOB).jobAt(DUE);
        assertThat(made.name()).isEqualTo("train-1000");
        assertThat(made.cronJob()).contains("train");
        assertThat(made.parallelism()).isEqualTo(2);
    }

    @Test
    void the_quota_counts_a_made_jobs_pods_and_not_the_cron_job() {
        DesiredState before = accepted(CRON_JOB, accepted(SET, DesiredState.EMPTY));
        accepted(CRON_JOB, before);
        DesiredState made = before.with(cronJob(CRON_JOB).jobAt(DUE));
        accepted(SET, made.withJobPods(Map.of("train-1000", 0)));
        assertThat(decide(SET, made.withJobPods(Map.of("train-1000", 1)))
                        .answer()
                        .toString())
                .contains("used: limits.cpu=2,pods=4");
    }

    @Test
    void a_job_that_is_applied_again_stays_its_cron_jobs() {
        DesiredState made =
                accepted(CRON_JOB, DesiredState.EMPTY).with(cronJob(CRON_JOB).jobAt(DUE));
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: train-1000}
                spec:
                  parallelism: 1
                  template:
                    spec:
                      restartPolicy: Never
                      containers:
                        - {name: main, image: 'image:1', resources: {limits: {cpu: 500m, memory: 64Mi}}}
                """;
        assertThat(accepted(job, made).workloads().get("train-1000"))
                .isInstanceOfSatisfying(JobWorkload.class, again -> {
                    assertThat(again.cronJob()).contains("train");
                    assertThat(again.parallelism()).isEqualTo(1);
                });
        assertThat(accepted(job, DesiredState.EMPTY).workloads().get("train-1000"))
                .isInstanceOfSatisfying(
                        JobWorkload.class, own -> assertThat(own.cronJob()).isEmpty());
    }

    static Stream<Arguments> refused() {
        String template = "spec.jobTemplate.spec.template.spec.";
        String suspend = "suspend: false";
        return Stream.of(
                arguments("  schedule: '*/5 * * * *'\n", "", "spec.schedule: Required value"),
                arguments(
                        "*/5 * * * *",
                        "61 * * * *",
                        "spec.schedule: Invalid value: \"61 * * * *\": end of range (61) above maximum (59): 61"),
                arguments(
                        "*/5 * * * *",
                        "TZ=UTC 5 * * * *",
                        "spec.schedule: Invalid value: \"TZ=UTC 5 * * * *\": cannot use TZ or CRON_TZ in schedule, use"
                                + " timeZone field instead"),
                arguments(
                        "*/5 * * * *",
                        "TZ=Mars/Base 5 * * * *",
                        "\"TZ=Mars/Base 5 * * * *\": provided bad location Mars/Base: unknown time zone Mars/Base"),
                arguments(
                        suspend,
                        "timeZone: Mars/Base",
                        "spec.timeZone: Invalid value: \"Mars/Base\": unknown time zone Mars/Base"),
                arguments(
                        suspend,
                        "timeZone: ''",
                        "spec.timeZone: Invalid value: \"\": timeZone must be nil or non-empty string"),
                arguments(
                        suspend,
                        "timeZone: Local",
                        "spec.timeZone: Invalid value: \"Local\": timeZone must be an explicit time zone as defined in"
                                + " https://www.iana.org/time-zones"),
                arguments(
                        suspend,
                        "concurrencyPolicy: Maybe",
                        "spec.concurrencyPolicy: Unsupported value: \"Maybe\": supported values: \"Allow\", \"Forbid\","
                                + " \"Replace\""),
                arguments(
                        suspend,
                        "startingDeadlineSeconds: -1",
                        "spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0"),
                arguments(
                        suspend,
                        "successfulJobsHistoryLimit: -1",
                        "spec.successfulJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0"),
                arguments(
                        suspend,
                        "failedJobsHistoryLimit: -1",
                        "spec.failedJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0"),
                arguments(
                        "name: train}",
                        "name: " + "a".repeat(53) + "}",
                        "metadata.name: Invalid value: \"" + "a".repeat(53) + "\": must be no more than 52 characters"),
                arguments(suspend, "parallelism: 2", "unknown field \"spec.parallelism\""),
                arguments(
                        "      parallelism: 2",
                        "      replicas: 2",
                        "unknown field \"spec.jobTemplate.spec.replicas\""),
                arguments(
                        "parallelism: 2",
                        "suspend: true",
                        "spec.jobTemplate.spec.suspend: not offered in this sandbox"),
                arguments(
                        "parallelism: 2",
                        "parallelism: -2",
                        "spec.jobTemplate.spec.parallelism: Invalid value: -2: must be greater than or equal to 0"),
                arguments(
                        "          restartPolicy: Never\n",
                        "",
                        template + "restartPolicy: Required value: valid values: \"OnFailure\", \"Never\""),
                arguments(
                        "image: 'image:1'",
                        "image: 'image:1', stdin: true",
                        template + "containers[0].stdin: not offered"),
                arguments("parallelism: 2", "parallelism: 5", "pods \"train\" is forbidden: exceeded quota"),
                arguments("memory: 64Mi", "nvidia.com/gpu: 0", "must specify limits.memory for: main"),
                arguments(
                        "      template:\n        spec:",
                        "      template:\n        spec:\n          hostNetwork: true",
                        "violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true)"),
                arguments("batch/v1", "batch/v1beta1", "no matches for kind \"CronJob\" in version \"batch/v1beta1\""));
    }

    @Test
    void what_is_not_about_a_field_is_said_as_of_a_job() {
        Decision decision = decide(with(CRON_JOB, "image: 'image:1'", "image: 'image:2'"), DesiredState.EMPTY);
        assertThat(((Decision.Denied) decision).answer().reasons())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.message())
                        .startsWith("admission webhook \"images.ascent\" denied the request"));
    }

    @ParameterizedTest(name = "{index} {2}")
    @MethodSource("refused")
    void a_wrong_cron_job_is_refused_in_the_servers_words(String part, String other, String message) {
        Decision decision = decide(with(CRON_JOB, part, other), DesiredState.EMPTY);
        assertThat(decision).isInstanceOf(Decision.Denied.class);
        assertThat(((Decision.Denied) decision).answer().reasons())
                .anySatisfy(refusal -> assertThat(refusal.message()).contains(message));
    }
}
