package academy.ascent.reference.registry;

import academy.ascent.reference.json.NotJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the log.
 *
 * @param sequence counted from 1
 * @param by whose API key it was; none for what the server itself found, and where it knows no tenants
 * @param facts what else is known of the event: texts, numbers, maps and lists of them
 */
record Entry(
        long sequence,
        Instant time,
        String model,
        String version,
        Event event,
        Optional<String> by,
        Map<String, Object> facts) {
    /** What happened to a version. */
    enum Event {
        REGISTERED,
        /** Its file is another one than before. */
        CHANGED,
        APPROVED,
        PROMOTED,
        /** Its promotion did not pass the gates. */
        HELD,
        RETIRED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The entry as JSON's plain values. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("sequence", sequence);
        map.put("time", time);
        map.put("model", model);
        map.put("version", version);
        map.put("event", event.label());
        by.ifPresent(person -> map.put("by", person));
        map.put("facts", facts);
        return map;
    }

    /**
     * The entry that {@link #toMap} gave.
     *
     * @throws NotJson if it is none
     */
    @SuppressWarnings("unchecked") // JSON's objects have texts as keys
    static Entry of(Map<String, Object> map) {
        if (!(map.get("sequence") instanceof Number sequence) || !(map.get("facts") instanceof Map<?, ?> facts)) {
            throw new NotJson("there is no \"sequence\" or no \"facts\"");
        }
        return new Entry(
                sequence.longValue(),
                time(text(map, "time")),
                text(map, "model"),
                text(map, "version"),
                event(text(map, "event")),
                Optional.ofNullable(map.get("by")).map(Object::toString),
                (Map<String, Object>) facts);
    }

    /** The fact of that name as text; empty where there is none. */
    String fact(String name) {
        return String.valueOf(facts.getOrDefault(name, ""));
    }

    private static String text(Map<String, Object> map, String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new NotJson("there is no text \"" + key + "\"");
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            throw new NotJson("\"" + text + "\" is no time");
        }
    }

    private static Event event(String label) {
        for (Event event : Event.values()) {
            if (event.label().equals(label)) {
                return event;
            }
        }
        throw new NotJson("the event \"" + label + "\" is unknown");
    }
}
