package academy.ascent.platform.cluster;

import academy.ascent.sandbox.cluster.ClusterSettings;
import academy.ascent.sandbox.cluster.Isolation;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that learners' sandboxes are opened on; without a kubeconfig there is none, and nothing of this feature.
 *
 * @param kubeconfig who the platform is there: someone that may make namespaces and all that sandboxes are made of, and see nodes
 *     and all pods
 * @param apiServer where pods reach the cluster's API server, in CIDR notation
 * @param publicServer where learners reach it, as in {@code https://cluster.example.org:6443}; null for where the platform
 *     does
 * @param virtualServer where learners reach the virtual cluster of a sandbox, as in {@code https://{sandbox}.labs.example.org};
 *     null where they are given namespaces instead
 * @param devices the resource names of every device that a node offers, for example {@code nvidia.com/gpu}, with how many are
 *     lent, as in {@code nvidia.com/gpu=16}, where that is not what the nodes offer
 * @param platformNamespace the namespace of the platform's own; it is made if it is not there
 * @param patience how long the cluster may take to enforce a quota, to end pods or to remove a namespace
 * @param every how often what is due for sandboxes is done
 * @param warm how many sandboxes may be ready before anybody asks for them, of all classes together; 0 for none
 */
@ConfigurationProperties("ascent.cluster")
@Requires(property = "ascent.cluster.kubeconfig")
record ClusterConfig(
        Path kubeconfig,
        String apiServer,
        @Nullable String publicServer,
        @Nullable String virtualServer,
        @Bindable(defaultValue = "") List<String> devices,
        @Bindable(defaultValue = "ascent") String platformNamespace,
        @Bindable(defaultValue = "2m") Duration patience,
        @Bindable(defaultValue = "1m") Duration every,
        @Bindable(defaultValue = "0") int warm) {

    ClusterSettings settings() {
        return ClusterSettings.written(
                named(devices),
                apiServer,
                platformNamespace,
                Optional.ofNullable(publicServer),
                Optional.ofNullable(virtualServer));
    }

    /** What learners are given. */
    Isolation isolation() {
        return virtualServer == null ? Isolation.NAMESPACE : Isolation.VIRTUAL_CLUSTER;
    }

    /** The devices of a setting, which may be empty. */
    static List<String> named(List<?> devices) {
        return devices.stream()
                .map(String::valueOf)
                .filter(device -> !device.isBlank())
                .toList();
    }
}
