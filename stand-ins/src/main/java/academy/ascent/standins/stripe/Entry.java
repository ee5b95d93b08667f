package academy.ascent.standins.stripe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the journal keeps; a later entry with the same key replaces the earlier one. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Session.class, name = "session"),
    @JsonSubTypes.Type(value = Entry.Event.class, name = "event"),
    @JsonSubTypes.Type(value = Entry.Delivery.class, name = "delivery"),
    @JsonSubTypes.Type(value = Entry.Replay.class, name = "replay")
})
sealed interface Entry {

    String key();

    /**
     * A Checkout Session.
     *
     * @param json the object as the API shows it
     * @param items name, quantity and amount of each line, for the hosted page
     * @param apiVersion the version of the client that created it, in which its events are written
     */
    record Session(String key, ObjectNode json, ArrayNode items, String apiVersion) implements Entry {

        String text(String field) {
            return json.path(field).asText("");
        }

        boolean open() {
            return text("status").equals("open");
        }

        boolean complete() {
            return text("status").equals("complete");
        }

        Instant expiresAt() {
            return Instant.ofEpochSecond(json.path("expires_at").asLong());
        }

        /** The same session with its object changed. */
        Session with(ObjectNode changed) {
            return new Session(key, changed, items, apiVersion);
        }

        /** Where the hosted page sends the payer after a success. */
        String successUrl() {
            return text("success_url").replace("{CHECKOUT_SESSION_ID}", key);
        }
    }

    /** An event; its object never changes. */
    record Event(String key, ObjectNode json) implements Entry {}

    /** How far an event's delivery has come; the key is the event's. */
    record Delivery(
            String key,
            int attempts,
            boolean delivered,
            @Nullable String lastError) implements Entry {}

    /** The first answer to an idempotency key. */
    record Replay(String key, String request, String body, long created) implements Entry {}
}
