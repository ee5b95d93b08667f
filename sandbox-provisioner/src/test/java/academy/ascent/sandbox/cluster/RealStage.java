package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.trace.Look;
import academy.ascent.sandbox.trace.Stage;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

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
        return new Look(
                pods.getStore().list().stream().map(MeasuredPods::replica).toList(), (int) endpoints);
    }

    @Override
    public void close() {
        pods.close();
        slices.close();
        client.persistentVolumes().withName(namespace.name()).delete();
        namespace.close();
    }
}
