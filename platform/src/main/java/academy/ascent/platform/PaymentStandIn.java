package academy.ascent.platform;

import academy.ascent.platform.config.Settings;
import academy.ascent.platform.database.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The local stand-in for Stripe: a process of its own that ends when we do, whatever ends us. */
final class PaymentStandIn implements AutoCloseable {
    private final Process process;
    private final Map<String, Object> properties;

    private PaymentStandIn(Process process, Map<String, Object> properties) {
        this.process = process;
        this.properties = properties;
    }

    /** Starts it, unless Stripe itself is configured, this is production, or the stand-in was not shipped. */
    static Optional<PaymentStandIn> start(Settings settings, StateFolder state) {
        var jar = settings.home().resolve("stand-ins/target/stand-ins.jar");
        var configured = System.getenv("ASCENT_STRIPE_API_KEY") != null;
        var production = Boolean.parseBoolean(System.getenv("ASCENT_PRODUCTION"));
        if (configured || production || !Files.exists(jar)) {
            return Optional.empty();
        }
        try {
            return Optional.of(launch(jar, settings, state));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the stand-in for Stripe: " + e.getMessage(), e);
        }
    }

    private static PaymentStandIn launch(Path jar, Settings settings, StateFolder state) throws IOException {
        var key = "sk_test_" + state.secret("stripe-key");
        var secret = "whsec_" + state.secret("stripe-webhook");
        var port = Ports.free();
        var data = Files.createDirectories(settings.state().resolve("stripe"));
        var builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        jar.toString(),
                        "stripe",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        data.toString(),
                        "--webhook-url",
                        "http://127.0.0.1:" + settings.port() + "/webhooks/stripe")
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "STRIPE_API_KEY", key, "STRIPE_WEBHOOK_SECRET", secret, "ASCENT_END_WITH_INPUT", "true"));
        var address = "http://127.0.0.1:" + port;
        return new PaymentStandIn(
                builder.start(),
                Map.of(
                        "ascent.stripe.api-key", key,
                        "ascent.stripe.webhook-secret", secret,
                        "ascent.stripe.api-base", address,
                        "ascent.web.form-targets", address));
    }

    Map<String, Object> properties() {
        return properties;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
