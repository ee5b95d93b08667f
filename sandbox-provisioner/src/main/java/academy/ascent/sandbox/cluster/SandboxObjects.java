package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a sandbox is on a cluster, in the order in which it is made.
 *
 * @param bounds the namespace and what holds in it; no pod among them
 * @param workloads what runs in it, which waits until the quota is enforced
 */
record SandboxObjects(List<HasMetadata> bounds, List<HasMetadata> workloads) {

    SandboxObjects {
        bounds = List.copyOf(bounds);
        workloads = List.copyOf(workloads);
    }

    /**
     * The objects of a sandbox; the same for the same arguments.
     *
     * @throws IllegalArgumentException if its class has a device that the cluster does not offer
     */
    static SandboxObjects of(ClusterSandbox sandbox, ClusterSettings settings) {
        settings.requireOffered(sandbox.sandboxClass().devices().keySet());
        List<HasMetadata> bounds = new ArrayList<>();
        bounds.addAll(Template.named("namespace")
                .objects(Map.of(
                        "namespace", sandbox.namespace(),
                        "isolation", sandbox.isolation().label(),
                        "podSecurity", sandbox.isolation().podSecurity())));
        bounds.add(Bounds.quota(sandbox, settings.devices()));
        bounds.add(Bounds.limits(sandbox.sandboxClass()));
        bounds.addAll(Template.named("network").objects(Map.of()));
        bounds.addAll(access(sandbox, settings));
        return new SandboxObjects(owned(bounds, sandbox), owned(workloads(sandbox, settings), sandbox));
    }

    /** What everything else is in. */
    Namespace namespace() {
        return (Namespace) bounds.getFirst();
    }

    private static List<HasMetadata> access(ClusterSandbox sandbox, ClusterSettings settings) {
        return switch (sandbox.isolation()) {
            case NAMESPACE -> Template.named("learner-account").objects(Map.of("namespace", sandbox.namespace()));
            case VIRTUAL_CLUSTER ->
                Template.named("control-plane-access")
                        .objects(Map.of(
                                "namespace", sandbox.namespace(),
                                "platformNamespace", settings.platformNamespace(),
                                "apiServer", settings.apiServer()));
            case MEASURED ->
                Template.named("measured-access").objects(Map.of("platformNamespace", settings.platformNamespace()));
        };
    }

    private static List<HasMetadata> workloads(ClusterSandbox sandbox, ClusterSettings settings) {
        return switch (sandbox.isolation()) {
            case NAMESPACE -> List.of();
            case MEASURED ->
                Template.named("measured-workspace")
                        .objects(Map.of(
                                "storageClass", settings.requireMeasuring().storageClass(),
                                "image", settings.requireMeasuring().image()));
            case VIRTUAL_CLUSTER -> {
                String server = settings.virtualServer(sandbox);
                byte[] config = Template.named("control-plane-config")
                        .fill(Map.of(
                                "namespace", sandbox.namespace(),
                                "server", server,
                                "host", URI.create(server).getHost()))
                        .getBytes(StandardCharsets.UTF_8);
                yield Template.named("control-plane")
                        .objects(Map.of(
                                "config", Base64.getEncoder().encodeToString(config), "configDigest", digest(config)));
            }
        };
    }

    /** SHA-256 in hexadecimal digits. A pod that was started with a configuration of another digest is replaced. */
    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<HasMetadata> owned(List<HasMetadata> objects, ClusterSandbox sandbox) {
        objects.forEach(object -> {
            Map<String, String> labels = new TreeMap<>(Ownership.labels(sandbox));
            labels.putAll(object.getMetadata().getLabels());
            if (!(object instanceof Namespace)) {
                object.getMetadata().setNamespace(sandbox.namespace());
            } else {
                sandbox.owner().ifPresent(owner -> labels.put(Ownership.OWNER, owner));
            }
            object.getMetadata().setLabels(labels);
        });
        return objects;
    }
}
