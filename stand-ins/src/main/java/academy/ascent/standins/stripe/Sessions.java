package academy.ascent.standins.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The life of a Checkout Session: open, then complete or expired, and the event that each end writes. */
final class Sessions {

    private final Journal journal;
    private final InstantSource clock;
    private final Consumer<Entry.Event> onEvent;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Over a journal.
     *
     * @param onEvent called for every event once it is on disk
     */
    Sessions(Journal journal, InstantSource clock, Consumer<Entry.Event> onEvent) {
        this.journal = journal;
        this.clock = clock;
        this.onEvent = onEvent;
    }

    /** Lets the pages of an earlier run answer at this run's address: the port may be another one. */
    void moveTo(String pages) {
        var moved = new ArrayList<Entry>();
        for (Entry.Session session : journal.all(Entry.Session.class)) {
            if (session.open()) {
                ObjectNode json = session.json().deepCopy();
                moved.add(session.with(json.put("url", pages + CheckoutPage.PATH + session.key())));
            }
        }
        for (Entry.Replay replay : journal.all(Entry.Replay.class)) {
            String body = replay.body()
                    .replaceAll("http://127\\.0\\.0\\.1:\\d+" + CheckoutPage.PATH, pages + CheckoutPage.PATH);
            moved.add(new Entry.Replay(replay.key(), replay.request(), body, replay.created()));
        }
        journal.append(moved);
    }

    /**
     * Creates a session, or repeats the answer of the first request with the same idempotency key.
     *
     * @param request what identifies the request's content, to tell a repetition from a misuse of the key
     */
    Created create(Form form, String apiVersion, String pages, Optional<String> key, String request) {
        lock.lock();
        try {
            Optional<Entry.Replay> earlier = key.flatMap(this::replay);
            if (earlier.isPresent()) {
                if (!earlier.get().request().equals(request)) {
                    throw ApiRefusal.keyReused(earlier.get().key());
                }
                return new Created(earlier.get().body(), true);
            }
            var session = NewSession.read(form, apiVersion, pages, clock.instant());
            String body = session.json().toPrettyString();
            var change = new ArrayList<Entry>(List.of(session));
            key.ifPresent(value -> change.add(
                    new Entry.Replay(value, request, body, clock.instant().getEpochSecond())));
            journal.append(change);
            return new Created(body, false);
        } finally {
            lock.unlock();
        }
    }

    /** The API's answer, and whether it is a repeated one. */
    record Created(String body, boolean replayed) {}

    /** Stripe forgets an idempotency key after a day. */
    private Optional<Entry.Replay> replay(String key) {
        long dayAgo = clock.instant().minusSeconds(86_400).getEpochSecond();
        return journal.find(Entry.Replay.class, key).filter(replay -> replay.created() > dayAgo);
    }

    Optional<Entry.Session> find(String id) {
        lock.lock();
        try {
            return journal.find(Entry.Session.class, id).map(session -> isOverdue(session) ? end(session) : session);
        } finally {
            lock.unlock();
        }
    }

    /** Expires every open session whose time is over. */
    void expireOverdue() {
        lock.lock();
        try {
            journal.all(Entry.Session.class).stream().filter(this::isOverdue).forEach(this::end);
        } finally {
            lock.unlock();
        }
    }

    private boolean isOverdue(Entry.Session session) {
        return session.open() && !clock.instant().isBefore(session.expiresAt());
    }

    /**
     * Expires an open session.
     *
     * @throws ApiRefusal where it is unknown or no longer open
     */
    Entry.Session expire(String id) {
        lock.lock();
        try {
            Entry.Session session = find(id).orElseThrow(() -> ApiRefusal.missing("checkout.session", id));
            if (!session.open()) {
                throw ApiRefusal.invalid("Only Checkout Sessions with a status in [\"open\"] can be expired. "
                        + "This Checkout Session has a status of `" + session.text("status") + "`.");
            }
            return end(session);
        } finally {
            lock.unlock();
        }
    }

    private Entry.Session end(Entry.Session session) {
        ObjectNode json = session.json().deepCopy();
        json.put("status", "expired").putNull("url");
        return finish(session.with(json), "checkout.session.expired");
    }

    /**
     * Marks a session as paid; one that is no longer open stays as it is, so that a second press changes nothing.
     *
     * @return the session as it now stands
     */
    Optional<Entry.Session> complete(String id, String email, String name) {
        lock.lock();
        try {
            return find(id).map(session -> session.open() ? paid(session, email, name) : session);
        } finally {
            lock.unlock();
        }
    }

    private Entry.Session paid(Entry.Session session, String email, String name) {
        ObjectNode json = session.json().deepCopy();
        json.put("status", "complete").put("payment_status", "paid").putNull("url");
        json.put("payment_intent", Ids.paymentIntent());
        json.putObject("customer_details").put("email", email).put("name", name);
        return finish(session.with(json), "checkout.session.completed");
    }

    private Entry.Session finish(Entry.Session session, String eventType) {
        Entry.Event event = event(session, eventType, clock.instant());
        journal.append(List.of(session, event));
        onEvent.accept(event);
        return session;
    }

    private static Entry.Event event(Entry.Session session, String type, Instant now) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        String id = Ids.event();
        event.put("id", id).put("object", "event").put("api_version", session.apiVersion());
        event.put("created", now.getEpochSecond());
        event.putObject("data").set("object", session.json());
        event.put("livemode", false).put("pending_webhooks", 1);
        event.putObject("request").putNull("id").putNull("idempotency_key");
        event.put("type", type);
        return new Entry.Event(id, event);
    }
}
