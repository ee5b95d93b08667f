package academy.ascent.standins.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StripeOptionsTest {

    private static final Map<String, String> SECRETS =
            Map.of("STRIPE_API_KEY", "sk_test_one", "STRIPE_WEBHOOK_SECRET", "whsec_two");

    @Test
    void secretsComeFromTheEnvironmentAndAreNeverPrinted() {
        var options = parse(SECRETS, "--port", "0", "--data", "d", "--webhook-url", "http://127.0.0.1:1/w");
        assertThat(options.apiKey()).isEqualTo("sk_test_one");
        assertThat(options.webhookSecret()).isEqualTo("whsec_two");
        assertThat(options.toString()).doesNotContain("sk_test_one", "whsec_two");
    }

    @Test
    void aWrongArgumentIsNamed() {
        refuses("--port is missing", SECRETS);
        refuses("Unknown argument --prot", SECRETS, "--prot", "1");
        refuses("--port must be a number", SECRETS, "--port", "70000", "--data", "d");
        refuses("--data needs a value", SECRETS, "--port", "1", "--data");
        refuses("--webhook-url must be", SECRETS, "--port", "1", "--data", "d", "--webhook-url", "ftp://h");
        refuses("STRIPE_API_KEY is missing", Map.of(), "--port", "1", "--data", "d", "--webhook-url", "http://h");
    }

    @Test
    void aLiveKeyIsRefused() {
        refuses(
                "must be a test key",
                Map.of("STRIPE_API_KEY", "sk_live_x", "STRIPE_WEBHOOK_SECRET", "s"),
                "--port",
                "1",
                "--data",
                "d",
                "--webhook-url",
                "http://h");
    }

    private static StripeOptions parse(Map<String, String> environment, String... arguments) {
        return StripeOptions.parse(List.of(arguments), environment);
    }

    private static void refuses(String message, Map<String, String> environment, String... arguments) {
        assertThatThrownBy(() -> parse(environment, arguments)).hasMessageContaining(message);
    }
}
