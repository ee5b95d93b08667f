package academy.ascent.reference.registry;

import academy.ascent.reference.config.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the log says of one version of a model.
 *
 * @param digest the SHA-256 of its file
 * @param registeredBy whose API key registered it; none where the server found it in its configuration
 * @param since when it entered the stage
 * @param approvals who agreed to its next promotion, since it entered its stage
 * @param lineage where it comes from
 * @param judged what the gates found when its promotion was last asked for
 */
record RegisteredVersion(
        String model,
        String version,
        String digest,
        Optional<String> registeredBy,
        Stage stage,
        Instant since,
        List<String> approvals,
        Map<String, Object> lineage,
        Optional<Judged> judged) {
    /**
     * What gates found, as in the log.
     *
     * @param to the stage before which they stand
     */
    record Judged(String to, List<?> gates) {
        static Optional<Judged> in(Entry entry) {
            return entry.facts().get("gates") instanceof List<?> gates
                    ? Optional.of(new Judged(entry.fact("to"), gates))
                    : Optional.empty();
        }

        /** Whether the same gates before the same stage came to the same verdicts, from whatever figures. */
        boolean isAlike(Judged other) {
            return to.equals(other.to) && verdicts().equals(other.verdicts());
        }

        private List<String> verdicts() {
            return gates.stream()
                    .map(gate ->
                            gate instanceof Map<?, ?> result ? result.get("gate") + " " + result.get("verdict") : "")
                    .toList();
        }
    }

    /** The version that an entry begins. */
    static RegisteredVersion registered(Entry entry) {
        return new RegisteredVersion(
                entry.model(),
                entry.version(),
                entry.fact("digest"),
                entry.by(),
                Stage.DEVELOPMENT,
                entry.time(),
                List.of(),
                lineageOf(entry),
                Optional.empty());
    }

    @SuppressWarnings("unchecked") // JSON's objects have texts as keys
    private static Map<String, Object> lineageOf(Entry entry) {
        return entry.facts().get("lineage") instanceof Map<?, ?> lineage ? (Map<String, Object>) lineage : Map.of();
    }

    /** The version after the entry. */
    RegisteredVersion after(Entry entry) {
        return switch (entry.event()) {
            case REGISTERED ->
                new RegisteredVersion(
                        model, version, digest, entry.by(), stage, since, approvals, lineageOf(entry), judged);
            case CHANGED ->
                new RegisteredVersion(
                        model,
                        version,
                        entry.fact("digest"),
                        entry.by(),
                        Stage.DEVELOPMENT,
                        entry.time(),
                        List.of(),
                        lineageOf(entry),
                        Optional.empty());
            case APPROVED -> {
                List<String> all = new ArrayList<>(approvals);
                entry.by().ifPresent(all::add);
                yield new RegisteredVersion(
                        model, version, digest, registeredBy, stage, since, List.copyOf(all), lineage, judged);
            }
            case HELD ->
                new RegisteredVersion(
                        model, version, digest, registeredBy, stage, since, approvals, lineage, Judged.in(entry));
            case PROMOTED -> entered(Stage.named(entry.fact("to")).orElse(stage), entry.time(), Judged.in(entry));
            case RETIRED -> entered(Stage.RETIRED, entry.time(), judged);
        };
    }

    private RegisteredVersion entered(Stage to, Instant time, Optional<Judged> found) {
        return new RegisteredVersion(model, version, digest, registeredBy, to, time, List.of(), lineage, found);
    }

    /** The version as JSON's plain values. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", model);
        map.put("version", version);
        map.put("stage", stage.label());
        map.put("since", since);
        map.put("digest", digest);
        registeredBy.ifPresent(person -> map.put("registered_by", person));
        map.put("lineage", lineage);
        map.put("approvals", approvals);
        judged.ifPresent(last -> {
            map.put("judged_for", last.to());
            map.put("gates", last.gates());
        });
        return map;
    }
}
