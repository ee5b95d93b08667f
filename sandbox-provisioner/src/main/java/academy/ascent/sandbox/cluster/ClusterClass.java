package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The limits of a sandbox on a cluster, for what the learner runs; a control plane's own needs come on top.
 *
 * @param limits its name is a DNS label; its process limit is set on a cluster's nodes, not here
 * @param storageBytes the sum of all volumes, in bytes
 * @param volumes the most volumes
 * @param services the most Services
 * @param devices how many of each device, by resource name such as {@code nvidia.com/gpu}; at least 1 each
 */
record ClusterClass(SandboxClass limits, long storageBytes, int volumes, int services, Map<String, Integer> devices) {

    ClusterClass {
        devices = Collections.unmodifiableMap(new TreeMap<>(devices));
        if (!limits.name().matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            throw new IllegalArgumentException("Not the name of a class (a lower-case DNS label): " + limits.name());
        }
        if (devices.values().stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("Class " + limits.name() + " has less than one of a device: " + devices);
        }
    }

    /** A sandbox class on a cluster. */
    static ClusterClass of(SandboxClass limits) {
        return new ClusterClass(
                limits,
                limits.storageBytes(),
                limits.volumes(),
                limits.services(),
                limits.gpus().map(gpus -> Map.of(gpus.resource(), gpus.count())).orElse(Map.of()));
    }
}
