package academy.ascent.reference.registry;

import academy.ascent.reference.protocol.RejectedRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a version comes from: what it was trained on, by which run, and from which version it was made. */
final class Lineage {
    static final String TRAINING_DATA = "training_data_sha256";
    static final String RUN = "run";
    static final String PARENT = "parent";
    static final Set<String> KEYS = Set.of(TRAINING_DATA, RUN, PARENT);

    private static final int LONGEST_TEXT = 200;

    private Lineage() {}

    /** Checks what somebody tells of a version. */
    static Map<String, Object> told(Map<String, Object> facts) {
        facts.forEach((key, value) -> {
            if (!(value instanceof String text) || text.isBlank() || text.length() > LONGEST_TEXT) {
                throw new RejectedRequest("\"" + key + "\" must be text of 1 to " + LONGEST_TEXT + " characters");
            }
            if (key.equals(TRAINING_DATA) && !text.matches("[0-9a-f]{64}")) {
                throw new RejectedRequest("\"" + key + "\" must be the 64 hexadecimal digits of sha256sum");
            }
        });
        return facts;
    }

    /** A key of which something else is told than is known; what the server found for itself stays. */
    static Optional<String> contradiction(Map<String, Object> known, Map<String, Object> told) {
        return told.keySet().stream()
                .filter(key -> known.containsKey(key) && !known.get(key).equals(told.get(key)))
                .findFirst();
    }

    static Map<String, Object> joined(Map<String, Object> known, Map<String, Object> told) {
        Map<String, Object> all = new LinkedHashMap<>(known);
        all.putAll(told);
        return all;
    }
}
