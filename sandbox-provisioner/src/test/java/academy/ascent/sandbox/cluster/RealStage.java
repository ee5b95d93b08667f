package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.trace.Look;
import academy.ascent.sandbox.trace.Stage;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A namespace of a cluster with real pods. What is seen of it is what the API server says of it as it changes. */
final class RealStage implements Stage, AutoCloseable {
    private final KubernetesClient client;
    private final GivenNamespace namespace;
    private final SharedIndexInformer<Pod> pods;
    private final SharedIndexInformer<EndpointSlice> slices;

    /** With a Service named {@code app}. */
    RealStage(TestCluster cluster, Path workspace) {
        this(cluster, workspace, "app", "privileged");
    }

    /**
     * @param workspace what is behind the claim {@code workspace}
     * @param service the Service whose endpoints are looked at
     * @param podSecurity the level that is enforced
     */
    RealStage(TestCluster cluster, Path workspace, String service, String podSecurity) {
        client = cluster.client();
        namespace = GivenNamespace.in(cluster, podSecurity);
        pods = client.pods().inNamespace(namespace.name()).inform();
        slices = client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace.name())
                .withLabel("kubernetes.io/service-name", service)
                .inform();
        apply(List.of(
                new ManifestFile("workspace.yaml", """
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %s}
                spec:
                  capacity: {storage: 1Mi}
                  accessModes: [ReadOnlyMany]
                  persistentVolumeReclaimPolicy: Retain
                  storageClassName: ""
                  hostPath: {path: "%s"}
                  claimRef: {name: workspace, namespace: %s}
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: workspace}
                spec:
                  accessModes: [ReadOnlyMany]
                  storageClassName: ""
                  resources: {requests: {storage: 1Mi}}
                """.formatted(namespace.name(), workspace, namespace.name()))));
        Awaitility.await("the workspace is bound")
                .atMost(Duration.ofSeconds(60))
                .until(() -> "Bound"
                        .equals(client.persistentVolumeClaims()
                                .inNamespace(namespace.name())
                                .withName("workspace")
                                .require()
                                .getStatus()
                                .getPhase()));
    }

    @Override
    public void apply(List<ManifestFile> manifests) {
        for (ManifestFile file : manifests) {
            for (HasMetadata object : client.load(
                            new ByteArrayInputStream(file.yaml().getBytes(StandardCharsets.UTF_8)))
                    .items()) {
                client.resource(object)
                        .inNamespace(namespace.name())
                        .fieldManager("test")
                        .serverSideApply();
            }
        }
    }

    /** From outside, since the first process of a container cannot be killed from within. */
    @Override
    public void kill(String pod) {
        String id = client.pods()
                .inNamespace(namespace.name())
                .withName(pod)
                .require()
                .getStatus()
                .getContainerStatuses()
                .getFirst()
                .getContainerID()
                .replace("containerd://", "");
        Path groups = Path.of("/sys/fs/cgroup");
        Path hierarchy = Files.isDirectory(groups.resolve("pids")) ? groups.resolve("pids") : groups;
        try (Stream<Path> found = Files.walk(hierarchy)) {
            Path group = found.filter(path -> path.endsWith(id))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No control group of " + id));
            Files.readAllLines(group.resolve("cgroup.procs"))
                    .forEach(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void delete(String pod) {
        client.pods().inNamespace(namespace.name()).withName(pod).delete();
    }

    /** As {@code kubectl rollout undo} does, again where the controller has just changed the Deployment. */
    @Override
    public void undo() {
        Awaitility.await("undone").ignoreExceptions().until(() -> {
            client.apps()
                    .deployments()
                    .inNamespace(namespace.name())
                    .withName("app")
                    .rolling()
                    .undo();
            return true;
        });
    }

    /** Where a Service is reached in the cluster. */
    String address(String service) {
        return client.services()
                .inNamespace(namespace.name())
                .withName(service)
                .require()
                .getSpec()
                .getClusterIP();
    }

    @Override
    public Look look() {
        long endpoints = slices.getStore().list().stream()
                .flatMap(slice -> Optional.ofNullable(slice.getEndpoints()).orElse(List.of()).stream())
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                .count();
        return new Look(pods.getStore().list().stream().map(RealStage::replica).toList(), (int) endpoints);
    }

    private static Replica replica(Pod pod) {
        Optional<ContainerStatus> container = Optional.ofNullable(
                        pod.getStatus().getContainerStatuses())
                .flatMap(statuses -> statuses.stream().findFirst());
        return new Replica(
                pod.getMetadata().getName(),
                "app",
                state(pod, container.orElse(null)),
                container.map(ContainerStatus::getReady).orElse(false)
                        && pod.getMetadata().getDeletionTimestamp() == null,
                container.map(ContainerStatus::getRestartCount).orElse(0),
                Instant.EPOCH,
                container.flatMap(RealStage::exit));
    }

    private static Replica.State state(Pod pod, @Nullable ContainerStatus container) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return Replica.State.TERMINATING;
        }
        if (List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase())) {
            return Replica.State.ENDED;
        }
        if (container == null) {
            return Replica.State.STARTING;
        }
        ContainerState state = container.getState();
        if (state.getWaiting() != null) {
            return "CrashLoopBackOff".equals(state.getWaiting().getReason())
                    ? Replica.State.BACKING_OFF
                    : Replica.State.STARTING;
        }
        return Boolean.TRUE.equals(container.getStarted()) ? Replica.State.RUNNING : Replica.State.STARTING;
    }

    private static Optional<String> exit(ContainerStatus container) {
        ContainerState state = container.getState();
        if (state.getWaiting() != null
                && "CreateContainerConfigError".equals(state.getWaiting().getReason())) {
            return Optional.of(
                    state.getWaiting().getReason() + ": " + state.getWaiting().getMessage());
        }
        ContainerStateTerminated ended = Optional.ofNullable(state.getTerminated())
                .orElse(container.getLastState().getTerminated());
        return Optional.ofNullable(ended).map(RealStage::words);
    }

    private static String words(ContainerStateTerminated ended) {
        if ("OOMKilled".equals(ended.getReason())) {
            return "out of memory";
        }
        return ended.getExitCode() > 128
                ? "killed by signal " + (ended.getExitCode() - 128)
                : "exit code " + ended.getExitCode();
    }

    @Override
    public void close() {
        pods.close();
        slices.close();
        client.persistentVolumes().withName(namespace.name()).delete();
        namespace.close();
    }
}
