package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs the control plane of a virtual cluster as its pod says, on a cluster whose nodes only seem to run it: vcluster's own
 * program with its configuration, account, variables and volumes, in a network of its own. What its images would bring is
 * bound in: the same API server and controllers as the outer cluster's, and etcd's server in place of kine, which needs a C
 * compiler.
 */
final class RunControlPlane implements AutoCloseable {
    private static final String IN_PLACE_OF_KINE = """
            #!/bin/sh
            exec /binaries/etcd --data-dir=/data/etcd --listen-client-urls=unix:///data/kine.sock \\
              --advertise-client-urls=http://127.0.0.1:0 --listen-peer-urls=http://127.0.0.1:0 --unsafe-no-fsync \\
              --log-level=warn
            """;
    private static final String OUT_PORT = "6444";

    private final RunFolder folder;
    private final KeptProcess process;
    private final int port;

    private RunControlPlane(RunFolder folder, KeptProcess process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it; it takes some seconds until it answers.
     *
     * @param vcluster the folder of {@code vcluster} and {@code bridge}
     * @param claimed what is behind the pod's claim of a volume, which outlives it
     */
    static RunControlPlane start(TestCluster cluster, GoCluster.Programs programs, Path vcluster, Pod pod, Path claimed)
            throws IOException {
        RunFolder folder = RunFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
        try {
            int port = new FreePorts().getAsInt();
            List<String> command = new ArrayList<>(List.of(
                    vcluster.resolve("bridge").toString(),
                    "unix:" + folder.path().resolve("out.sock") + "=tcp:" + address(cluster.client()),
                    "tcp:127.0.0.1:" + port + "=unix:" + folder.path().resolve("in.sock"),
                    "--"));
            command.addAll(bubble(cluster, programs, vcluster, pod, folder.path(), claimed));
            return new RunControlPlane(folder, KeptProcess.start("vcluster", folder.path(), command), port);
        } catch (IOException | RuntimeException failed) {
            folder.close();
            throw failed;
        }
    }

    private static String address(KubernetesClient client) {
        return URI.create(client.getConfiguration().getMasterUrl()).getAuthority();
    }

    private static List<String> bubble(
            TestCluster cluster, GoCluster.Programs programs, Path vcluster, Pod pod, Path folder, Path claimed)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of("bwrap", "--unshare-all", "--die-with-parent", "--clearenv", "--ro-bind", "/usr", "/usr"));
        for (String system : List.of("bin", "lib", "lib64")) {
            command.addAll(List.of("--symlink", "usr/" + system, "/" + system));
        }
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--ro-bind", hosts.toString(), "/etc/hosts"));
        command.addAll(List.of("--bind", folder.toString(), "/bridge"));
        Container container = pod.getSpec().getContainers().getFirst();
        command.addAll(identity(pod));
        command.addAll(mounts(cluster, pod, container, folder, claimed));
        command.addAll(binaries(programs, vcluster, folder));
        variables(pod, container).forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
        command.addAll(List.of(
                "--",
                "/binaries/bridge",
                "tcp:127.0.0.1:" + OUT_PORT + "=unix:/bridge/out.sock",
                "unix:/bridge/in.sock=tcp:127.0.0.1:"
                        + container.getReadinessProbe().getHttpGet().getPort().getIntVal(),
                "--",
                "/binaries/vcluster",
                "start"));
        return command;
    }

    private static List<String> identity(Pod pod) {
        return List.of(
                "--uid",
                pod.getSpec().getSecurityContext().getRunAsUser().toString(),
                "--gid",
                pod.getSpec().getSecurityContext().getRunAsGroup().toString());
    }

    private static List<String> mounts(TestCluster cluster, Pod pod, Container container, Path folder, Path claimed)
            throws IOException {
        Map<String, Volume> volumes =
                pod.getSpec().getVolumes().stream().collect(Collectors.toMap(Volume::getName, volume -> volume));
        ContainerFiles files = new ContainerFiles(
                cluster.client(),
                cluster.kubeconfig().resolveSibling("certificates/apiserver.crt"),
                Files.createDirectory(folder.resolve("volumes")),
                claimed);
        List<String> arguments = new ArrayList<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            Path source = files.of(pod, volumes.get(mount.getName()));
            arguments.addAll(List.of("--bind", source.toString(), mount.getMountPath()));
        }
        return arguments;
    }

    /** What the init container copies, and the image of the other holds. */
    private static List<String> binaries(GoCluster.Programs programs, Path vcluster, Path folder) throws IOException {
        Path kine = Files.writeString(folder.resolve("kine"), IN_PLACE_OF_KINE);
        kine.toFile().setExecutable(true);
        Map<String, Path> found = Map.of(
                "kine", kine,
                "etcd", programs.etcd(),
                "kube-apiserver", programs.kubernetes().resolve("kube-apiserver"),
                "kube-controller-manager", programs.kubernetes().resolve("kube-controller-manager"),
                "vcluster", vcluster.resolve("vcluster"),
                "bridge", vcluster.resolve("bridge"));
        List<String> arguments = new ArrayList<>();
        found.forEach((name, path) -> arguments.addAll(List.of("--ro-bind", path.toString(), "/binaries/" + name)));
        return arguments;
    }

    private static Map<String, String> variables(Pod pod, Container container) {
        Map<String, String> variables = container.getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, variable -> value(pod, variable)));
        variables.put("KUBERNETES_SERVICE_HOST", "127.0.0.1");
        variables.put("KUBERNETES_SERVICE_PORT", OUT_PORT);
        variables.put("PATH", "/usr/bin:/bin");
        return variables;
    }

    private static String value(Pod pod, EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        String field = variable.getValueFrom().getFieldRef().getFieldPath();
        return switch (field) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "spec.nodeName" -> pod.getSpec().getNodeName();
            // Its network has no other address.
            case "status.podIP", "status.hostIP" -> "127.0.0.1";
            default -> throw new IllegalArgumentException("No value for " + field);
        };
    }

    /** Where its API is reached from here. */
    String server() {
        return "https://127.0.0.1:" + port;
    }

    void requireAlive() {
        process.requireAlive();
    }

    /** The last that it said. */
    String tail() {
        return process.tail();
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }
}
