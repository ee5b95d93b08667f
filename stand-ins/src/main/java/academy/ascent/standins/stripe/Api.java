package academy.ascent.standins.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of Stripe's API that Checkout needs, below {@code /v1/}, and the stand-in's own door for redelivery. */
final class Api {

    /** The version that stripe-java 33.3.0 pins; used where a client names none. */
    private static final String DEFAULT_VERSION = "2026-07-29.dahlia";

    private static final Pattern VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(\\.[a-z]+)?");
    private static final Pattern SESSION = Pattern.compile("/v1/checkout/sessions/([^/]+)");
    private static final Pattern EXPIRE = Pattern.compile("/v1/checkout/sessions/([^/]+)/expire");
    private static final Pattern EVENT = Pattern.compile("/v1/events/([^/]+)");
    private static final Pattern REDELIVER = Pattern.compile("/stand-in/events/([^/]+)/redeliver");

    private final String apiKey;
    private final String pages;
    private final Sessions sessions;
    private final Journal journal;
    private final Webhooks webhooks;

    Api(String apiKey, String pages, Sessions sessions, Journal journal, Webhooks webhooks) {
        this.apiKey = apiKey;
        this.pages = pages;
        this.sessions = sessions;
        this.journal = journal;
        this.webhooks = webhooks;
    }

    Answer answer(Request request) throws InterruptedException {
        String version = request.header("Stripe-Version").orElse(DEFAULT_VERSION);
        Answer answer;
        try {
            authenticate(request);
            if (!VERSION.matcher(version).matches()) {
                throw ApiRefusal.invalid("Invalid Stripe API version: " + version);
            }
            answer = route(request, version);
        } catch (ApiRefusal refusal) {
            answer = Answer.json(refusal.status(), refusal.body());
        }
        Answer identified = answer.with("Stripe-Version", version).with("Request-Id", Ids.request());
        return request.header("Idempotency-Key")
                .map(key -> identified.with("Idempotency-Key", key))
                .orElse(identified);
    }

    private void authenticate(Request request) {
        String header = request.header("Authorization")
                .orElseThrow(() -> ApiRefusal.unauthorized("You did not provide an API key. You need to provide your "
                        + "API key in the Authorization header, using Bearer auth."));
        if (!MessageDigest.isEqual(bytes(keyIn(header)), bytes(apiKey))) {
            throw ApiRefusal.unauthorized("Invalid API Key provided.");
        }
    }

    private static String keyIn(String authorization) {
        if (authorization.startsWith("Bearer ")) {
            return authorization.substring("Bearer ".length()).strip();
        }
        if (authorization.startsWith("Basic ")) {
            try {
                byte[] decoded = Base64.getDecoder()
                        .decode(authorization.substring("Basic ".length()).strip());
                return new String(decoded, StandardCharsets.UTF_8).split(":", 2)[0];
            } catch (IllegalArgumentException _) {
                return "";
            }
        }
        return "";
    }

    private Answer route(Request request, String version) throws InterruptedException {
        String call = request.method() + " " + request.path();
        return switch (call) {
            case "POST /v1/checkout/sessions" -> create(request, version);
            case "GET /v1/events" -> listEvents(Form.decode(request.query()));
            default -> routeToObject(request);
        };
    }

    private Answer routeToObject(Request request) throws InterruptedException {
        Optional<String> session = id(SESSION, "GET", request);
        if (session.isPresent()) {
            return session(session.get());
        }
        Optional<String> expiring = id(EXPIRE, "POST", request);
        if (expiring.isPresent()) {
            return Answer.json(200, sessions.expire(expiring.get()).json());
        }
        Optional<String> event = id(EVENT, "GET", request);
        if (event.isPresent()) {
            return Answer.json(200, webhooks.listed(event(event.get())));
        }
        Optional<String> again = id(REDELIVER, "POST", request);
        if (again.isPresent()) {
            return redelivered(webhooks.redeliver(event(again.get())));
        }
        throw ApiRefusal.noRoute(request.method(), request.path());
    }

    private static Optional<String> id(Pattern path, String method, Request request) {
        Matcher matcher = path.matcher(request.path());
        return request.method().equals(method) && matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private Answer create(Request request, String version) {
        var created = sessions.create(
                request.form(),
                version,
                pages,
                request.header("Idempotency-Key"),
                request.path() + "\n" + request.body());
        Answer answer = Answer.json(200, created.body());
        return created.replayed() ? answer.with("Idempotent-Replayed", "true") : answer;
    }

    private Answer session(String id) {
        return Answer.json(
                200,
                sessions.find(id)
                        .orElseThrow(() -> ApiRefusal.missing("checkout.session", id))
                        .json());
    }

    private Entry.Event event(String id) {
        return journal.find(Entry.Event.class, id).orElseThrow(() -> ApiRefusal.missing("event", id));
    }

    /** Newest first, as Stripe lists; the filter by type and the limit are what is supported. */
    private Answer listEvents(Form query) {
        query.allowOnly(Pattern.compile("limit|type"));
        long limit = query.optionalWhole("limit").orElse(10L);
        List<Entry.Event> matching = journal.all(Entry.Event.class).reversed().stream()
                .filter(event -> query.optional("type")
                        .map(event.json().path("type").asText()::equals)
                        .orElse(true))
                .toList();
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("object", "list").put("url", "/v1/events").put("has_more", matching.size() > limit);
        var data = list.putArray("data");
        matching.stream().limit(limit).map(webhooks::listed).forEach(data::add);
        return Answer.json(200, list);
    }

    private static Answer redelivered(Entry.Delivery delivery) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("event", delivery.key()).put("attempts", delivery.attempts()).put("delivered", delivery.delivered());
        return Answer.json(200, body.put("last_error", delivery.lastError()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
