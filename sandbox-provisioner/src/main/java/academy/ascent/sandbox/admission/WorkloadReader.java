package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.Admission.AdmittedContainer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns valid Kubernetes objects into the records that a sandbox runs, with Kubernetes' defaults filled in. */
final class WorkloadReader {
    static final String WORKSPACE = "workspace";
    private static final long DEFAULT_SCRATCH_BYTES = 64L << 20;
    private static final long DEFAULT_GRACE_SECONDS = 30;

    private WorkloadReader() {}

    static Workload workload(Deployment deployment) {
        DeploymentSpec spec = deployment.getSpec();
        int replicas = or(spec.getReplicas(), 1);
        boolean recreate = spec.getStrategy() != null
                && "Recreate".equals(spec.getStrategy().getType());
        RollingUpdateDeployment rolling =
                spec.getStrategy() == null ? null : spec.getStrategy().getRollingUpdate();
        int surge = Share.of(replicas, rolling == null ? null : rolling.getMaxSurge(), true);
        int unavailable = Share.of(replicas, rolling == null ? null : rolling.getMaxUnavailable(), false);
        return new Workload(
                deployment.getMetadata().getName(),
                replicas,
                surge,
                surge == 0 && unavailable == 0 ? 1 : unavailable,
                recreate,
                Duration.ofSeconds(or(spec.getMinReadySeconds(), 0)),
                spec.getSelector().getMatchLabels(),
                template(spec));
    }

    private static PodTemplate template(DeploymentSpec spec) {
        PodSpec pod = spec.getTemplate().getSpec();
        return new PodTemplate(
                DeploymentRules.labels(spec.getTemplate()),
                orEmpty(spec.getTemplate().getMetadata().getAnnotations()),
                Duration.ofSeconds(grace(pod)),
                container(pod.getContainers().getFirst(), pod.getVolumes()));
    }

    /** Seconds; the API server takes a negative value for 1. */
    static long grace(PodSpec pod) {
        Long grace = pod.getTerminationGracePeriodSeconds();
        if (grace == null) {
            return DEFAULT_GRACE_SECONDS;
        }
        return grace < 0 ? 1 : grace;
    }

    private static PodContainer container(Container container, List<Volume> volumes) {
        Map<String, String> environment = new LinkedHashMap<>();
        container.getEnv().forEach(entry -> environment.put(entry.getName(), text(entry.getValue())));
        return new PodContainer(
                container.getName(),
                container.getImage(),
                container.getCommand(),
                container.getArgs(),
                environment,
                Optional.ofNullable(container.getWorkingDir()),
                container.getPorts().stream()
                        .collect(Collectors.toMap(
                                WorkloadReader::portName, ContainerPort::getContainerPort, (a, b) -> a)),
                resources(container),
                mounts(container, volumes),
                probe(container, container.getStartupProbe()),
                probe(container, container.getReadinessProbe()),
                probe(container, container.getLivenessProbe()),
                preStop(container));
    }

    private static String portName(ContainerPort port) {
        return port.getName() == null ? String.valueOf(port.getContainerPort()) : port.getName();
    }

    private static Duration preStop(Container container) {
        return container.getLifecycle() == null
                        || container.getLifecycle().getPreStop() == null
                        || container.getLifecycle().getPreStop().getSleep() == null
                ? Duration.ZERO
                : Duration.ofSeconds(
                        container.getLifecycle().getPreStop().getSleep().getSeconds());
    }

    private static Resources resources(Container container) {
        if (container.getResources() == null) {
            return new Resources(0, 0, 0, 0);
        }
        Map<String, Quantity> limits = orEmpty(container.getResources().getLimits());
        Map<String, Quantity> requests = new LinkedHashMap<>(limits);
        requests.putAll(orEmpty(container.getResources().getRequests()));
        return new Resources(
                Quantities.millis(requests, "cpu"),
                Quantities.units(requests, "memory"),
                Quantities.millis(limits, "cpu"),
                Quantities.units(limits, "memory"),
                ResourceRules.devices(limits));
    }

    private static List<Mount> mounts(Container container, List<Volume> volumes) {
        Map<String, Volume> byName = volumes.stream().collect(Collectors.toMap(Volume::getName, Function.identity()));
        return container.getVolumeMounts().stream()
                .map(mount -> mount(mount, byName.get(mount.getName())))
                .toList();
    }

    private static Mount mount(VolumeMount mount, @Nullable Volume volume) {
        String path = mount.getMountPath().replaceAll("/+$", "");
        if (volume == null || volume.getPersistentVolumeClaim() != null) {
            return new Mount.Workspace(path, mount.getSubPath() == null ? "" : mount.getSubPath());
        }
        Quantity size =
                volume.getEmptyDir() == null ? null : volume.getEmptyDir().getSizeLimit();
        return new Mount.Scratch(path, size == null ? DEFAULT_SCRATCH_BYTES : Quantities.units(size));
    }

    private static Optional<Probe> probe(Container container, io.fabric8.kubernetes.api.model.@Nullable Probe probe) {
        if (probe == null) {
            return Optional.empty();
        }
        return Optional.of(new Probe(
                action(container, probe),
                Duration.ofSeconds(or(probe.getInitialDelaySeconds(), 0)),
                Duration.ofSeconds(positiveOr(probe.getPeriodSeconds(), 10)),
                Duration.ofSeconds(positiveOr(probe.getTimeoutSeconds(), 1)),
                positiveOr(probe.getFailureThreshold(), 3),
                positiveOr(probe.getSuccessThreshold(), 1)));
    }

    private static Probe.Action action(Container container, io.fabric8.kubernetes.api.model.Probe probe) {
        HTTPGetAction http = probe.getHttpGet();
        if (http == null) {
            return new Probe.TcpSocket(
                    ProbeRules.resolve(container, probe.getTcpSocket().getPort())
                            .orElseThrow());
        }
        String path = http.getPath() == null ? "" : http.getPath();
        return new Probe.HttpGet(
                ProbeRules.resolve(container, http.getPort()).orElseThrow(),
                path.startsWith("/") ? path : "/" + path,
                http.getHttpHeaders().stream()
                        .collect(
                                Collectors.toMap(HTTPHeader::getName, header -> text(header.getValue()), (a, b) -> a)));
    }

    static ServiceRoute service(Service service) {
        ServicePort port = service.getSpec().getPorts().getFirst();
        String target = port.getTargetPort() == null
                ? String.valueOf(port.getPort())
                : port.getTargetPort().getStrVal() != null
                        ? port.getTargetPort().getStrVal()
                        : String.valueOf(port.getTargetPort().getIntVal());
        return new ServiceRoute(
                service.getMetadata().getName(), orEmpty(service.getSpec().getSelector()), target);
    }

    static AdmittedContainer admitted(PodSpec pod, Container container, Resources resources) {
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

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    private static int positiveOr(@Nullable Integer value, int otherwise) {
        return value == null || value == 0 ? otherwise : value;
    }
}
