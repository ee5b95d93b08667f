package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.admission.Configuration.Kind;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a valid container into the record that a sandbox runs, with Kubernetes' defaults filled in. */
final class ContainerReader {
    private static final long DEFAULT_SCRATCH_BYTES = 64L << 20;
    private static final int DEFAULT_MODE = 0644;

    private ContainerReader() {}

    static PodContainer container(Container container, List<Volume> volumes) {
        return new PodContainer(
                container.getName(),
                container.getImage(),
                container.getCommand(),
                container.getArgs(),
                variables(container),
                Optional.ofNullable(container.getWorkingDir()),
                container.getPorts().stream()
                        .collect(Collectors.toMap(
                                ContainerReader::portName, ContainerPort::getContainerPort, (a, b) -> a)),
                resources(container),
                mounts(container, volumes),
                probe(container, container.getStartupProbe()),
                probe(container, container.getReadinessProbe()),
                probe(container, container.getLivenessProbe()),
                preStop(container));
    }

    /** What whole ConfigMaps and Secrets give comes first, as in Kubernetes. */
    private static List<Variable> variables(Container container) {
        return Stream.concat(
                        container.getEnvFrom().stream().map(ContainerReader::all),
                        container.getEnv().stream().map(ContainerReader::variable))
                .toList();
    }

    private static Variable all(EnvFromSource source) {
        ConfigurationRef from = source.getConfigMapRef() != null
                ? new ConfigurationRef(
                        Kind.CONFIG_MAP,
                        source.getConfigMapRef().getName(),
                        isTrue(source.getConfigMapRef().getOptional()))
                : new ConfigurationRef(
                        Kind.SECRET,
                        source.getSecretRef().getName(),
                        isTrue(source.getSecretRef().getOptional()));
        return new Variable.OfAll(from, text(source.getPrefix()));
    }

    private static Variable variable(EnvVar variable) {
        EnvVarSource source = variable.getValueFrom();
        if (source == null) {
            return new Variable.Text(variable.getName(), text(variable.getValue()));
        }
        ConfigMapKeySelector ofMap = source.getConfigMapKeyRef();
        if (ofMap != null) {
            return new Variable.OfKey(
                    variable.getName(),
                    new ConfigurationRef(Kind.CONFIG_MAP, ofMap.getName(), isTrue(ofMap.getOptional())),
                    ofMap.getKey());
        }
        SecretKeySelector ofSecret = source.getSecretKeyRef();
        return new Variable.OfKey(
                variable.getName(),
                new ConfigurationRef(Kind.SECRET, ofSecret.getName(), isTrue(ofSecret.getOptional())),
                ofSecret.getKey());
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
        Map<String, Quantity> limits =
                WorkloadReader.orEmpty(container.getResources().getLimits());
        Map<String, Quantity> requests = new LinkedHashMap<>(limits);
        requests.putAll(WorkloadReader.orEmpty(container.getResources().getRequests()));
        return new Resources(
                Quantities.millis(requests, "cpu"),
                Quantities.units(requests, "memory"),
                Quantities.millis(limits, "cpu"),
                Quantities.units(limits, "memory"),
                limits.containsKey(ResourceRules.STORAGE)
                        ? Quantities.units(limits, ResourceRules.STORAGE)
                        : Resources.MOST_STORAGE_BYTES,
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
        String subPath = text(mount.getSubPath());
        if (volume != null && isConfigured(volume)) {
            return new Mount.Configured(path, subPath, volume.getName());
        }
        if (volume == null || volume.getPersistentVolumeClaim() != null) {
            return new Mount.Workspace(path, subPath);
        }
        Quantity size =
                volume.getEmptyDir() == null ? null : volume.getEmptyDir().getSizeLimit();
        return new Mount.Scratch(path, size == null ? DEFAULT_SCRATCH_BYTES : Quantities.units(size));
    }

    /** The volumes that are made of ConfigMaps and Secrets. */
    static List<ConfiguredVolume> configured(List<Volume> volumes) {
        return volumes.stream()
                .filter(ContainerReader::isConfigured)
                .map(volume -> volume.getConfigMap() != null
                        ? volume(volume.getName(), volume.getConfigMap())
                        : volume(volume.getName(), volume.getSecret()))
                .toList();
    }

    private static boolean isConfigured(Volume volume) {
        return volume.getConfigMap() != null || volume.getSecret() != null;
    }

    private static ConfiguredVolume volume(String name, ConfigMapVolumeSource source) {
        int mode = WorkloadReader.or(source.getDefaultMode(), DEFAULT_MODE);
        return new ConfiguredVolume(
                name,
                new ConfigurationRef(Kind.CONFIG_MAP, source.getName(), isTrue(source.getOptional())),
                items(source.getItems(), mode),
                mode);
    }

    private static ConfiguredVolume volume(String name, SecretVolumeSource source) {
        int mode = WorkloadReader.or(source.getDefaultMode(), DEFAULT_MODE);
        return new ConfiguredVolume(
                name,
                new ConfigurationRef(Kind.SECRET, source.getSecretName(), isTrue(source.getOptional())),
                items(source.getItems(), mode),
                mode);
    }

    private static List<ConfiguredVolume.Item> items(List<KeyToPath> items, int mode) {
        return items.stream()
                .map(item -> new ConfiguredVolume.Item(
                        item.getKey(), item.getPath(), WorkloadReader.or(item.getMode(), mode)))
                .toList();
    }

    private static Optional<Probe> probe(Container container, io.fabric8.kubernetes.api.model.@Nullable Probe probe) {
        if (probe == null) {
            return Optional.empty();
        }
        return Optional.of(new Probe(
                action(container, probe),
                Duration.ofSeconds(WorkloadReader.or(probe.getInitialDelaySeconds(), 0)),
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

    private static int positiveOr(@Nullable Integer value, int otherwise) {
        return value == null || value == 0 ? otherwise : value;
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
