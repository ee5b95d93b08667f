package academy.ascent.platform.cluster;

import academy.ascent.sandbox.cluster.ClusterSettings;
import io.micronaut.core.value.PropertyResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the settings of a cluster must be before the platform starts with them. */
public final class ClusterRules {
    private static final String PREFIX = "ascent.cluster.";
    private static final String CIDR = "[0-9a-fA-F.:]+/[0-9]{1,3}";

    private ClusterRules() {}

    /**
     * Refuses to start with settings that name no cluster; nothing is asked of the cluster itself.
     *
     * @throws IllegalStateException with what is wrong and what to do
     */
    public static void check(PropertyResolver properties) {
        properties.getProperty(PREFIX + "kubeconfig", String.class).ifPresent(kubeconfig -> {
            if (!Files.isReadable(Path.of(kubeconfig))) {
                throw new IllegalStateException("ASCENT_CLUSTER_KUBECONFIG names " + kubeconfig
                        + ", which cannot be read; name a kubeconfig, or leave it out for no cluster.");
            }
            var apiServer =
                    properties.getProperty(PREFIX + "api-server", String.class).orElse("");
            if (!apiServer.matches(CIDR)) {
                throw new IllegalStateException("ASCENT_CLUSTER_API_SERVER is “" + apiServer
                        + "”; say where pods reach the API server, in CIDR notation such as 10.96.0.1/32.");
            }
            var warm = properties.getProperty(PREFIX + "warm", String.class).orElse("0");
            if (!warm.matches("[0-9]{1,3}")) {
                throw new IllegalStateException("ASCENT_CLUSTER_WARM is “" + warm
                        + "”; say how many sandboxes may be ready before anybody asks for them, from 0 to 999.");
            }
            settings(
                    apiServer,
                    properties.getProperty(PREFIX + "devices", List.class).orElse(List.of()),
                    properties.getProperty(PREFIX + "public-server", String.class),
                    properties.getProperty(PREFIX + "virtual-server", String.class));
        });
    }

    private static void settings(
            String apiServer, List<?> devices, Optional<String> publicServer, Optional<String> virtualServer) {
        try {
            ClusterSettings.written(ClusterConfig.named(devices), apiServer, "ascent", publicServer, virtualServer);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "ASCENT_CLUSTER_DEVICES, ASCENT_CLUSTER_PUBLIC_SERVER or ASCENT_CLUSTER_VIRTUAL_SERVER: "
                            + e.getMessage() + ".",
                    e);
        }
    }
}
