package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.GpuMinutes.Holding;
import academy.ascent.sandbox.cluster.GpuMinutes.Seen;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Learners' GPU accounts, each in a ConfigMap of the platform's namespace, where no learner has rights: a sandbox that is
 * closed and opened again gives nobody new minutes.
 */
final class GpuBooks {
    private final KubernetesClient client;
    private final String namespace;

    /**
     * @param namespace the platform's, which must be there
     */
    GpuBooks(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * An account as it was read.
     *
     * @param version what a change must follow from; empty if there was none yet
     */
    record Page(String owner, String resource, Optional<String> version, GpuAccount account) {}

    /** What is missing or was mangled by hand reads as an account that begins now. */
    Page read(String owner, String resource, Instant now) {
        Optional<ConfigMap> found = Optional.ofNullable(client.configMaps()
                .inNamespace(namespace)
                .withName(name(owner, resource))
                .get());
        return new Page(
                owner,
                resource,
                found.map(map -> map.getMetadata().getResourceVersion()),
                found.flatMap(map -> Optional.ofNullable(map.getData()))
                        .flatMap(GpuBooks::parsed)
                        .orElseGet(() -> GpuAccount.at(now)));
    }

    /** Writes an account down; false, and nothing is written, if others have written it meanwhile. */
    boolean isWritten(Page seen, GpuAccount next) {
        ConfigMap map = map(seen, next);
        try {
            if (seen.version().isPresent()) {
                client.resource(map).lockResourceVersion(seen.version().get()).update();
            } else {
                client.resource(map).create();
            }
            return true;
        } catch (KubernetesClientException failed) {
            if (Answers.isConflict(failed) || seen.version().isPresent() && Answers.isNotFound(failed)) {
                return false;
            }
            throw failed;
        }
    }

    private ConfigMap map(Page seen, GpuAccount account) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name(seen.owner(), seen.resource()))
                .withNamespace(namespace)
                .addToLabels(Ownership.MANAGED_BY, Ownership.MANAGER)
                .addToLabels(Ownership.OWNER, seen.owner())
                .endMetadata()
                .withData(Map.of(
                        "resource", seen.resource(),
                        "week", account.week().toString(),
                        "settled", account.settled().toString(),
                        "seen",
                                account.seen().stream()
                                        .map(GpuBooks::line)
                                        .sorted()
                                        .collect(Collectors.joining("\n"))))
                .build();
    }

    private static String line(Seen seen) {
        return String.join(
                " ",
                seen.pod(),
                String.valueOf(seen.gpus()),
                seen.holding().name(),
                seen.at().toString());
    }

    private static Optional<GpuAccount> parsed(Map<String, String> data) {
        try {
            Set<Seen> seen = data.getOrDefault("seen", "")
                    .lines()
                    .map(line -> line.split(" ", -1))
                    .map(words -> new Seen(
                            words[0], Integer.parseInt(words[1]), Holding.valueOf(words[2]), Instant.parse(words[3])))
                    .collect(Collectors.toSet());
            return Optional.of(new GpuAccount(
                    Instant.parse(data.getOrDefault("week", "")),
                    Duration.parse(data.getOrDefault("settled", "")),
                    seen));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException mangled) {
            return Optional.empty();
        }
    }

    /** An owner may have letters that a name may not. */
    private static String name(String owner, String resource) {
        byte[] both = (owner + " " + resource).getBytes(StandardCharsets.UTF_8);
        return "gpu-minutes-" + SandboxObjects.digest(both).substring(0, 32);
    }
}
