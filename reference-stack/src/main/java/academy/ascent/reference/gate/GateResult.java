package academy.ascent.reference.gate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a gate found.
 *
 * @param gate its kind
 * @param reason in words, and what to do where it did not pass
 * @param evidence the figures on which it rests, in the order in which people read them; numbers and texts
 */
public record GateResult(String gate, Verdict verdict, String reason, Map<String, Object> evidence) {
    /** A result without figures. */
    public static GateResult of(String gate, Verdict verdict, String reason) {
        return new GateResult(gate, verdict, reason, Map.of());
    }

    /** The result as JSON's plain values. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("gate", gate);
        map.put("verdict", verdict.label());
        map.put("reason", reason);
        map.put("evidence", evidence);
        return map;
    }
}
