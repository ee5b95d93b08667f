package academy.ascent.standins.stripe;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the stand-in is started.
 *
 * @param port the loopback port, 0 for any free one
 * @param data the folder that keeps sessions and events
 * @param apiKey the secret key that clients must send
 * @param webhookSecret the secret that signs webhooks
 * @param webhook where events are delivered
 */
public record StripeOptions(int port, Path data, String apiKey, String webhookSecret, URI webhook) {

    /** How to call it, for people. */
    public static final String USAGE = """
            Usage: stripe --port PORT --data DIR --webhook-url URL
            Environment: STRIPE_API_KEY, STRIPE_WEBHOOK_SECRET (or --api-key and --webhook-secret, which every user of \
            this machine can read in the process list)""";

    private static final Set<String> KNOWN =
            Set.of("--port", "--data", "--webhook-url", "--api-key", "--webhook-secret");

    /**
     * Reads the arguments; secrets come from the environment unless an argument gives them.
     *
     * @throws IllegalArgumentException naming the argument that is missing or wrong
     */
    public static StripeOptions parse(List<String> arguments, Map<String, String> environment) {
        var given = new HashMap<String, String>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("Unknown argument " + name + ".");
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(name + " needs a value.");
            }
            given.put(name, arguments.get(i + 1));
        }
        return new StripeOptions(
                port(required(given.get("--port"), "--port")),
                Path.of(required(given.get("--data"), "--data")),
                key(required(given.getOrDefault("--api-key", environment.get("STRIPE_API_KEY")), "STRIPE_API_KEY")),
                required(
                        given.getOrDefault("--webhook-secret", environment.get("STRIPE_WEBHOOK_SECRET")),
                        "STRIPE_WEBHOOK_SECRET"),
                webhook(required(given.get("--webhook-url"), "--webhook-url")));
    }

    private static String required(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing.");
        }
        return value;
    }

    private static int port(String value) {
        if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException("--port must be a number from 0 to 65535, not " + value + ".");
    }

    /** A live key has no business here: it is refused before it can be kept or compared. */
    private static String key(String value) {
        if (!value.startsWith("sk_test_")) {
            throw new IllegalArgumentException("STRIPE_API_KEY must be a test key: it begins with sk_test_.");
        }
        return value;
    }

    private static URI webhook(String value) {
        var uri = URI.create(value);
        if (uri.getHost() == null || !Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
            throw new IllegalArgumentException("--webhook-url must be an http or https address, not " + value + ".");
        }
        return uri;
    }

    /** Leaves the secrets out, so that a log line cannot hold them. */
    @Override
    public String toString() {
        return "StripeOptions[port=" + port + ", data=" + data + ", webhook=" + webhook + "]";
    }
}
