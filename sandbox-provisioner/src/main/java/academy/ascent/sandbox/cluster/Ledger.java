package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxClass.Gpus;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Term;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A sandbox's life, as the labels and annotations of its namespace tell it. What is missing there or was mangled by hand
 * reads as one that was just made and is not yet open.
 */
final class Ledger {
    private static final String PREFIX = "ascent.academy/";
    private static final String PHASE = PREFIX + "phase";
    private static final String OPENED = PREFIX + "opened";
    private static final String LAST_USED = PREFIX + "last-used";
    private static final String EXPIRES = PREFIX + "expires";
    private static final String IDLE = PREFIX + "idle";
    private static final String LIFETIME = PREFIX + "lifetime";
    private static final String EXTENSIONS_LEFT = PREFIX + "extensions-left";
    private static final String GPU = PREFIX + "gpu";
    private static final String GPUS = PREFIX + "gpus";
    private static final String GPU_A_WEEK = PREFIX + "gpu-a-week";

    private Ledger() {}

    /** A sandbox that begins. */
    static ClusterSandboxStatus begun(ClusterSandbox sandbox, Instant now) {
        SandboxClass limits = sandbox.sandboxClass().limits();
        return new ClusterSandboxStatus(
                sandbox.name(),
                limits.name(),
                sandbox.owner().orElse(""),
                sandbox.isolation(),
                Phase.OPENING,
                now,
                now,
                limits.stay()
                        .map(stay ->
                                new Term(stay.idle(), stay.lifetime(), now.plus(stay.lifetime()), stay.extensions())),
                limits.gpus());
    }

    /** Owner, class, name and isolation are labels, which come with the templates; the rest is here. */
    static Map<String, String> annotations(ClusterSandboxStatus status) {
        Map<String, String> annotations = new TreeMap<>(Map.of(
                PHASE, status.phase().name(),
                OPENED, status.opened().toString(),
                LAST_USED, status.lastUsed().toString()));
        status.term()
                .ifPresent(term -> annotations.putAll(Map.of(
                        EXPIRES, term.expires().toString(),
                        IDLE, term.idle().toString(),
                        LIFETIME, term.lifetime().toString(),
                        EXTENSIONS_LEFT, String.valueOf(term.extensionsLeft()))));
        status.gpus()
                .ifPresent(gpus -> annotations.putAll(Map.of(
                        GPU, gpus.resource(),
                        GPUS, String.valueOf(gpus.count()),
                        GPU_A_WEEK, gpus.aWeek().toString())));
        return annotations;
    }

    /**
     * What a namespace tells.
     *
     * @param namespace one that has a sandbox's name and labels
     */
    static ClusterSandboxStatus read(Namespace namespace) {
        ObjectMeta metadata = namespace.getMetadata();
        Map<String, String> annotations =
                Optional.ofNullable(metadata.getAnnotations()).orElse(Map.of());
        Instant made = Instant.parse(metadata.getCreationTimestamp());
        SandboxName place = ClusterSandbox.named(metadata.getName()).orElseThrow();
        return new ClusterSandboxStatus(
                read(metadata.getLabels(), Ownership.NAME, SandboxName::new).orElse(place),
                place,
                metadata.getLabels().getOrDefault(Ownership.CLASS, ""),
                metadata.getLabels().getOrDefault(Ownership.OWNER, ""),
                Isolation.labelled(metadata.getLabels().getOrDefault(Ownership.ISOLATION, ""))
                        .orElse(Isolation.NAMESPACE),
                metadata.getDeletionTimestamp() == null
                        ? read(annotations, PHASE, Phase::valueOf).orElse(Phase.OPENING)
                        : Phase.CLOSING,
                read(annotations, OPENED, Instant::parse).orElse(made),
                read(annotations, LAST_USED, Instant::parse).orElse(made),
                term(annotations),
                gpus(annotations));
    }

    private static Optional<Term> term(Map<String, String> annotations) {
        return read(annotations, IDLE, Duration::parse)
                .flatMap(idle -> read(annotations, LIFETIME, Duration::parse)
                        .flatMap(lifetime -> read(annotations, EXPIRES, Instant::parse)
                                .map(expires -> new Term(
                                        idle,
                                        lifetime,
                                        expires,
                                        read(annotations, EXTENSIONS_LEFT, Integer::valueOf)
                                                .orElse(0)))));
    }

    private static Optional<Gpus> gpus(Map<String, String> annotations) {
        return read(annotations, GPUS, Integer::valueOf)
                .flatMap(count -> read(annotations, GPU_A_WEEK, Duration::parse)
                        .flatMap(aWeek ->
                                read(annotations, GPU, String::strip).map(gpu -> new Gpus(gpu, count, aWeek))));
    }

    private static <T> Optional<T> read(Map<String, String> annotations, String key, Function<String, T> parser) {
        try {
            return Optional.ofNullable(annotations.get(key)).map(parser);
        } catch (IllegalArgumentException | DateTimeException mangled) {
            return Optional.empty();
        }
    }
}
