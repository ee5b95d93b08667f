package academy.ascent.sandbox.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is so of the cluster that sandboxes are opened on.
 *
 * @param devices the resource names of every device that any node offers, for example {@code nvidia.com/gpu}. One that is
 *     missing here is bound by no quota
 * @param lent how many of a device sandboxes may have together, where that is not what nodes offer and nobody else has: for
 *     example where nodes are added when pods wait for them
 * @param apiServer where pods reach the cluster's API server, in CIDR notation, ports 443 or 6443
 * @param platformNamespace the namespace that learners' clusters are reached from; it holds the accounts
 *     of GPU time and what expired sandboxes held
 * @param publicServer where learners reach the API server, as in {@code https://cluster.example.org:6443}; empty for where
 *     the platform does
 * @param virtualServer where learners reach the virtual cluster of a sandbox, as in {@code https://{sandbox}.example.org}, from
 *     the platform's namespace; empty for its Service, which nobody outside of the cluster reaches
 * @param measuring what gradings need there; empty where nothing is graded on the cluster
 */
public record ClusterSettings(
        List<String> devices,
        Map<String, Integer> lent,
        String apiServer,
        String platformNamespace,
        Optional<String> publicServer,
        Optional<String> virtualServer,
        Optional<Measuring> measuring) {
    private static final String SERVER = "https://[^\\s/]+/?";
    private static final String SANDBOX = "{sandbox}";
    private static final String VIRTUAL_SERVER = "https://([-.a-z0-9]*)\\{sandbox}([-.a-z0-9]*)(:[0-9]{1,5})?";
    private static final String RESOURCE = "[a-z0-9]([-.a-z0-9]*[a-z0-9])?/[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?";

    /** Learners reach the API server where the platform does. */
    public ClusterSettings(List<String> devices, String apiServer, String platformNamespace) {
        this(devices, Map.of(), apiServer, platformNamespace, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Settings as people write them.
     *
     * @param devices each a resource name, or that and how many are lent, as in {@code nvidia.com/gpu=16}
     * @throws IllegalArgumentException if something is not what it is to be
     */
    public static ClusterSettings written(
            List<String> devices,
            String apiServer,
            String platformNamespace,
            Optional<String> publicServer,
            Optional<String> virtualServer) {
        Map<String, Integer> lent = new HashMap<>();
        List<String> names = devices.stream()
                .map(device -> {
                    String[] parts = device.split("=", 2);
                    if (parts.length == 2) {
                        lent.put(parts[0], count(device, parts[1]));
                    }
                    return parts[0];
                })
                .toList();
        return new ClusterSettings(
                names, lent, apiServer, platformNamespace, publicServer, virtualServer, Optional.empty());
    }

    /**
     * What gradings need on the cluster.
     *
     * @param storageClass of the volumes that workspaces lie in; pods of several nodes read one at once
     * @param image of the pods that carry workspaces and that look after the nodes: it has a shell, head, tar, find, mkdir,
     *     mv, rm, grep, cut and sleep, as busybox has
     */
    public record Measuring(String storageClass, String image) {
        private static final String NAME = "[a-z0-9]([-.a-z0-9]*[a-z0-9])?";
        private static final String IMAGE = "[a-z0-9]([-._:/@A-Za-z0-9]*[A-Za-z0-9])?";

        public Measuring {
            if (!storageClass.matches(NAME)) {
                throw new IllegalArgumentException("Not the name of a storage class, such as nfs: " + storageClass);
            }
            if (!image.matches(IMAGE)) {
                throw new IllegalArgumentException("Not an image, such as busybox:1.37: " + image);
            }
        }
    }

    /** The same for gradings too. */
    public ClusterSettings with(Measuring needed) {
        return new ClusterSettings(
                devices, lent, apiServer, platformNamespace, publicServer, virtualServer, Optional.of(needed));
    }

    /** @throws IllegalStateException where nothing is graded on the cluster */
    Measuring requireMeasuring() {
        return measuring.orElseThrow(() -> new IllegalStateException("Nothing is graded on this cluster"));
    }

    private static int count(String device, String digits) {
        if (!digits.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException(
                    "Not a device and how many of it are lent, such as nvidia.com/gpu=16: " + device);
        }
        return Integer.parseInt(digits);
    }

    public ClusterSettings {
        publicServer.filter(server -> !server.matches(SERVER)).ifPresent(server -> {
            throw new IllegalArgumentException(
                    "Not the address of an API server, such as https://cluster.example.org:6443: " + server);
        });
        virtualServer.filter(server -> !server.matches(VIRTUAL_SERVER)).ifPresent(server -> {
            throw new IllegalArgumentException(
                    "Not the address of each sandbox, such as https://{sandbox}.labs.example.org: " + server);
        });
        devices = List.copyOf(new TreeSet<>(devices));
        lent = Map.copyOf(lent);
        devices.stream().filter(device -> !device.matches(RESOURCE)).findFirst().ifPresent(device -> {
            throw new IllegalArgumentException("Not the resource name of a device, such as nvidia.com/gpu: " + device);
        });
    }

    /** Where the virtual cluster of a sandbox is reached. */
    String virtualServer(ClusterSandbox sandbox) {
        return virtualServer
                .map(server -> server.replace(SANDBOX, sandbox.name().value()))
                .orElse("https://sandbox." + sandbox.namespace() + ".svc");
    }

    /**
     * Refuses devices that pods would wait for in vain.
     *
     * @throws IllegalArgumentException if the cluster lacks one of them
     */
    void requireOffered(Collection<String> wanted) {
        wanted.stream().filter(device -> !devices.contains(device)).findFirst().ifPresent(device -> {
            throw new IllegalArgumentException("This cluster offers no " + device + ", only " + devices);
        });
    }
}
