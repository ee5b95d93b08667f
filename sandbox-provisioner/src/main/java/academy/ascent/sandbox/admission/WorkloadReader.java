package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.Admission.AdmittedContainer;
import academy.ascent.sandbox.cron.CronSchedule;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Turns valid Kubernetes objects into the records that a sandbox runs, with Kubernetes' defaults filled in. */
final class WorkloadReader {
    static final String WORKSPACE = "workspace";
    private static final long DEFAULT_GRACE_SECONDS = 30;
    private static final int DEFAULT_BACKOFF_LIMIT = 6;
    private static final int DEFAULT_SUCCESSFUL_JOBS = 3;
    private static final int DEFAULT_FAILED_JOBS = 1;
    private static final int DEFAULT_REVISION_HISTORY_LIMIT = 10;

    private WorkloadReader() {}

    /** @param replicas how many where it does not say */
    static DeploymentWorkload workload(Deployment deployment, int replicas) {
        DeploymentSpec spec = deployment.getSpec();
        boolean recreate = spec.getStrategy() != null
                && "Recreate".equals(spec.getStrategy().getType());
        RollingUpdateDeployment rolling =
                spec.getStrategy() == null ? null : spec.getStrategy().getRollingUpdate();
        return new DeploymentWorkload(
                deployment.getMetadata().getName(),
                or(spec.getReplicas(), replicas),
                Share.read(rolling == null ? null : rolling.getMaxSurge()),
                Share.read(rolling == null ? null : rolling.getMaxUnavailable()),
                recreate,
                Boolean.TRUE.equals(spec.getPaused()),
                Duration.ofSeconds(or(spec.getMinReadySeconds(), 0)),
                spec.getSelector().getMatchLabels(),
                or(spec.getRevisionHistoryLimit(), DEFAULT_REVISION_HISTORY_LIMIT),
                DeploymentWorkload.changeCause(orEmpty(deployment.getMetadata().getAnnotations())),
                template(spec.getTemplate()));
    }

    static JobWorkload workload(Job job) {
        return job(job.getMetadata().getName(), job.getSpec());
    }

    static ScheduledJob scheduled(CronJob cronJob) {
        CronJobSpec spec = cronJob.getSpec();
        String name = cronJob.getMetadata().getName();
        return new ScheduledJob(
                name,
                schedule(spec.getSchedule()),
                spec.getTimeZone() == null ? ZoneOffset.UTC : ZoneId.of(spec.getTimeZone()),
                Optional.ofNullable(spec.getStartingDeadlineSeconds()).map(WorkloadReader::deadline),
                concurrency(spec.getConcurrencyPolicy()),
                Boolean.TRUE.equals(spec.getSuspend()),
                or(spec.getSuccessfulJobsHistoryLimit(), DEFAULT_SUCCESSFUL_JOBS),
                or(spec.getFailedJobsHistoryLimit(), DEFAULT_FAILED_JOBS),
                job(name, spec.getJobTemplate().getSpec()));
    }

    private static CronSchedule schedule(String schedule) {
        try {
            return CronSchedule.parse(schedule);
        } catch (CronSchedule.Malformed malformed) {
            throw new IllegalStateException("A checked schedule could not be read: " + schedule, malformed);
        }
    }

    private static ConcurrencyPolicy concurrency(@Nullable String policy) {
        return switch (policy) {
            case "Forbid" -> ConcurrencyPolicy.FORBID;
            case "Replace" -> ConcurrencyPolicy.REPLACE;
            case null, default -> ConcurrencyPolicy.ALLOW;
        };
    }

    private static JobWorkload job(String name, JobSpec spec) {
        Integer completions = spec.getCompletions() == null && spec.getParallelism() == null
                ? Integer.valueOf(1)
                : spec.getCompletions();
        return new JobWorkload(
                name,
                Optional.empty(),
                completions == null ? OptionalInt.empty() : OptionalInt.of(completions),
                or(spec.getParallelism(), 1),
                or(spec.getBackoffLimit(), DEFAULT_BACKOFF_LIMIT),
                Optional.ofNullable(spec.getActiveDeadlineSeconds()).map(WorkloadReader::deadline),
                template(spec.getTemplate()));
    }

    /** A time that can be added to the present. */
    private static Duration deadline(long seconds) {
        return Duration.ofSeconds(Math.min(seconds, Integer.MAX_VALUE));
    }

    /** @param replicas how many where it does not say */
    static StatefulWorkload workload(StatefulSet set, int replicas) {
        StatefulSetSpec spec = set.getSpec();
        return new StatefulWorkload(
                set.getMetadata().getName(),
                or(spec.getReplicas(), replicas),
                spec.getServiceName() == null ? "" : spec.getServiceName(),
                Duration.ofSeconds(or(spec.getMinReadySeconds(), 0)),
                spec.getSelector().getMatchLabels(),
                template(spec.getTemplate()));
    }

    private static PodTemplate template(PodTemplateSpec template) {
        PodSpec pod = template.getSpec();
        PodContainer container = ContainerReader.container(pod.getContainers().getFirst(), pod.getVolumes());
        return new PodTemplate(
                PodRules.labels(template),
                template.getMetadata() == null
                        ? Map.of()
                        : orEmpty(template.getMetadata().getAnnotations()),
                Duration.ofSeconds(grace(pod)),
                restart(pod.getRestartPolicy()),
                !Boolean.FALSE.equals(pod.getEnableServiceLinks()),
                ContainerReader.configured(pod.getVolumes()),
                container,
                told(pod, pod.getContainers().getFirst(), container.resources()));
    }

    private static RestartPolicy restart(@Nullable String policy) {
        return switch (policy) {
            case "Never" -> RestartPolicy.NEVER;
            case "OnFailure" -> RestartPolicy.ON_FAILURE;
            case null, default -> RestartPolicy.ALWAYS;
        };
    }

    /** Seconds; the API server takes a negative value for 1. */
    static long grace(PodSpec pod) {
        Long grace = pod.getTerminationGracePeriodSeconds();
        if (grace == null) {
            return DEFAULT_GRACE_SECONDS;
        }
        return grace < 0 ? 1 : grace;
    }

    static ServiceRoute service(Service service) {
        ServiceSpec spec = service.getSpec();
        return new ServiceRoute(
                service.getMetadata().getName(),
                orEmpty(spec.getSelector()),
                "None".equals(spec.getClusterIP()),
                spec.getPorts().stream()
                        .map(port -> new ServiceRoute.Port(
                                port.getName() == null ? "" : port.getName(), port.getPort(), target(port)))
                        .toList());
    }

    private static String target(ServicePort port) {
        IntOrString target = port.getTargetPort();
        if (target == null) {
            return String.valueOf(port.getPort());
        }
        return target.getStrVal() != null ? target.getStrVal() : String.valueOf(target.getIntVal());
    }

    private static AdmittedContainer told(PodSpec pod, Container container, Resources resources) {
        return new AdmittedContainer(
                container.getName(),
                container.getImage(),
                container.getReadinessProbe() != null,
                container.getLivenessProbe() != null,
                RestrictedLevel.nonRoot(pod, container),
                RestrictedLevel.privilegeEscalationForbidden(container),
                RestrictedLevel.capabilitiesDropped(container),
                RestrictedLevel.seccompConfined(pod, container),
                resources.cpuRequestMillis(),
                resources.memoryRequestBytes(),
                resources.cpuLimitMillis(),
                resources.memoryLimitBytes());
    }

    static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }

    static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
