package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The command line of a control plane's pod in bubblewrap, without a network but for two sockets in a folder.
 *
 * @param files what its volumes hold
 * @param vcluster the folder of {@code vcluster} and {@code bridge}
 * @param folder where {@code out.sock} leads to the cluster around it and {@code in.sock} to its own API
 */
record ControlPlaneCommand(Pod pod, ContainerFiles files, GoCluster.Programs programs, Path vcluster, Path folder) {
    private static final String IN_PLACE_OF_KINE = """
            #!/bin/sh
            exec /binaries/etcd --data-dir=/data/etcd --listen-client-urls=unix:///data/kine.sock \\
              --advertise-client-urls=http://127.0.0.1:0 --listen-peer-urls=http://127.0.0.1:0 --unsafe-no-fsync \\
              --log-level=warn
            """;
    private static final String OUT_PORT = "6444";

    /** The program and its arguments. */
    List<String> arguments() throws IOException {
        List<String> command = new ArrayList<>(
                List.of("bwrap", "--unshare-all", "--die-with-parent", "--clearenv", "--ro-bind", "/usr", "/usr"));
        for (String system : List.of("bin", "lib", "lib64")) {
            command.addAll(List.of("--symlink", "usr/" + system, "/" + system));
        }
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--ro-bind", hosts.toString(), "/etc/hosts"));
        command.addAll(List.of("--bind", folder.toString(), "/bridge"));
        command.addAll(identity());
        command.addAll(mounts());
        command.addAll(binaries());
        variables().forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
        command.addAll(List.of(
                "--",
                "/binaries/bridge",
                "tcp:127.0.0.1:" + OUT_PORT + "=unix:/bridge/out.sock",
                "unix:/bridge/in.sock=tcp:127.0.0.1:"
                        + container().getReadinessProbe().getHttpGet().getPort().getIntVal(),
                "--",
                "/binaries/vcluster",
                "start"));
        return command;
    }

    private Container container() {
        return pod.getSpec().getContainers().getFirst();
    }

    private List<String> identity() {
        return List.of(
                "--uid",
                pod.getSpec().getSecurityContext().getRunAsUser().toString(),
                "--gid",
                pod.getSpec().getSecurityContext().getRunAsGroup().toString());
    }

    private List<String> mounts() throws IOException {
        Map<String, Volume> volumes =
                pod.getSpec().getVolumes().stream().collect(Collectors.toMap(Volume::getName, volume -> volume));
        List<String> arguments = new ArrayList<>();
        for (VolumeMount mount : container().getVolumeMounts()) {
            Path source = files.of(pod, volumes.get(mount.getName()));
            arguments.addAll(List.of("--bind", source.toString(), mount.getMountPath()));
        }
        return arguments;
    }

    /** What the init container copies, and the image of the other holds. */
    private List<String> binaries() throws IOException {
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

    private Map<String, String> variables() {
        Map<String, String> variables =
                container().getEnv().stream().collect(Collectors.toMap(EnvVar::getName, this::value));
        variables.put("KUBERNETES_SERVICE_HOST", "127.0.0.1");
        variables.put("KUBERNETES_SERVICE_PORT", OUT_PORT);
        variables.put("PATH", "/usr/bin:/bin");
        return variables;
    }

    private String value(EnvVar variable) {
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
}
