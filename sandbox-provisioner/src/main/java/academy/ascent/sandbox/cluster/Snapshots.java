package academy.ascent.sandbox.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What sandboxes held when they expired, each in a Secret of the platform's namespace for 30 days. A sandbox of the same name
 * and owner can have it back.
 */
final class Snapshots {
    private static final Duration KEPT = Duration.ofDays(30);
    /** A Secret holds a mebibyte. */
    private static final int MOST_BYTES = 900_000;

    private static final String SNAPSHOT = "ascent.academy/snapshot-of";
    private static final String TAKEN = "ascent.academy/taken";
    private static final String OBJECTS = "objects.json.gz";
    private static final String MISSING = "missing";

    private final KubernetesClient client;
    private final String namespace;

    /**
     * @param namespace the platform's
     */
    Snapshots(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Of what there is room for. */
    static SnapshotSelection selection() {
        return new SnapshotSelection(MOST_BYTES);
    }

    /** Keeps what a sandbox holds, in the place of an earlier snapshot of it; if that is nothing, an earlier one stays. */
    void store(ClusterSandboxStatus sandbox, SnapshotSelection selection, Instant now) {
        if (!selection.isEmpty()) {
            client.resource(secret(sandbox, selection, now))
                    .fieldManager(Ownership.MANAGER)
                    .forceConflicts()
                    .serverSideApply();
        }
    }

    private Secret secret(ClusterSandboxStatus sandbox, SnapshotSelection selection, Instant now) {
        byte[] packed = selection.packed();
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name(sandbox.name()))
                .withNamespace(namespace)
                .addToLabels(Ownership.MANAGED_BY, Ownership.MANAGER)
                .addToLabels(Ownership.OWNER, sandbox.owner())
                .addToLabels(SNAPSHOT, sandbox.name().value())
                .addToAnnotations(TAKEN, now.toString())
                .endMetadata()
                .withData(Map.of(
                        OBJECTS, base64(packed),
                        MISSING,
                                base64(Serialization.asJson(selection.missing()).getBytes(UTF_8))))
                .build();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String name(SandboxName sandbox) {
        return "snapshot-" + sandbox;
    }

    /**
     * What is kept of a sandbox.
     *
     * @param missing what there was no room for
     */
    record Kept(Instant taken, ArrayNode objects, List<String> missing) {}

    /**
     * The snapshot of a sandbox.
     *
     * @throws SandboxException with code {@code NOT_FOUND} if there is no snapshot of that name and owner
     */
    Kept of(ClusterSandboxStatus sandbox) {
        return Optional.ofNullable(client.secrets()
                        .inNamespace(namespace)
                        .withName(name(sandbox.name()))
                        .get())
                .filter(found -> Ownership.isOwnedBy(sandbox.owner(), found))
                .map(secret -> new Kept(taken(secret), unpacked(secret), missing(secret)))
                .orElseThrow(() -> new SandboxException(
                        Code.NOT_FOUND, "There is no snapshot of sandbox " + sandbox.name() + " of its owner's"));
    }

    /** Makes what a sandbox held again. What is there already stays as it is, so this can be asked for again. */
    static Restored restore(Kept snapshot, LearnerObjects place) {
        List<String> made = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (JsonNode object : snapshot.objects()) {
            String title = SnapshotSelection.title(object);
            HasMetadata wanted = Serialization.unmarshal(object.toString());
            if (!place.holds(wanted)) {
                refused.put(title, "only a virtual cluster can hold it");
                continue;
            }
            try {
                place.make(wanted);
                made.add(title);
            } catch (KubernetesClientException failed) {
                if (Answers.isConflict(failed)) {
                    kept.add(title);
                } else if (Answers.isRefusal(failed) || Answers.isNotFound(failed)) {
                    refused.put(title, Answers.words(failed));
                } else {
                    throw failed;
                }
            }
        }
        return new Restored(snapshot.taken(), made, kept, refused, snapshot.missing());
    }

    private static ArrayNode unpacked(Secret secret) {
        byte[] packed = Base64.getDecoder().decode(secret.getData().get(OBJECTS));
        try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return Serialization.jsonMapper().readValue(plain, ArrayNode.class);
        } catch (IOException mangled) {
            throw new SandboxException(
                    Code.BROKEN, "The snapshot " + secret.getMetadata().getName() + " cannot be read", mangled);
        }
    }

    private static List<String> missing(Secret secret) {
        byte[] json = Base64.getDecoder().decode(secret.getData().get(MISSING));
        return List.of(Serialization.unmarshal(new String(json, UTF_8), String[].class));
    }

    /** Or, where that was mangled by hand, when the first one of that name was. */
    private static Instant taken(Secret secret) {
        try {
            return Instant.parse(Optional.ofNullable(secret.getMetadata().getAnnotations())
                    .map(annotations -> annotations.get(TAKEN))
                    .orElse(""));
        } catch (DateTimeException mangled) {
            return Instant.parse(secret.getMetadata().getCreationTimestamp());
        }
    }

    /** Removes what has been kept for long enough; returns how many. */
    int forget(Instant now) {
        List<Secret> old = client.secrets().inNamespace(namespace).withLabel(SNAPSHOT).list().getItems().stream()
                .filter(secret -> taken(secret).plus(KEPT).isBefore(now))
                .toList();
        old.forEach(secret -> client.resource(secret).delete());
        return old.size();
    }
}
