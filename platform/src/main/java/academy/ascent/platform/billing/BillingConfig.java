package academy.ascent.platform.billing;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.Optional;

/**
 * How Stripe is reached. Without a key and a webhook secret nothing is sold, and the offer says so.
 *
 * @param apiKey the secret key ({@code ASCENT_STRIPE_API_KEY})
 * @param webhookSecret the signing secret of our webhook endpoint ({@code ASCENT_STRIPE_WEBHOOK_SECRET})
 * @param apiBase the address of a stand-in; absent for Stripe itself
 */
@ConfigurationProperties("ascent.stripe")
record BillingConfig(
        @Bindable Optional<String> apiKey,
        @Bindable Optional<String> webhookSecret,
        @Bindable Optional<String> apiBase) {

    boolean ready() {
        return apiKey.isPresent() && webhookSecret.isPresent();
    }

    /** Whether no money moves: a stand-in, or Stripe's own test mode. */
    boolean test() {
        return apiBase.isPresent()
                || apiKey.map(key -> key.startsWith("sk_test_")).orElse(false);
    }

    /** Leaves the secrets out, so that a log line cannot hold them. */
    @Override
    public String toString() {
        return "BillingConfig[ready=" + ready() + ", apiBase=" + apiBase + "]";
    }
}
