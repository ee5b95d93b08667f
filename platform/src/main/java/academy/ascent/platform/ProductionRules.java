package academy.ascent.platform;

import io.micronaut.core.value.PropertyResolver;
import java.util.ArrayList;

/** What a production installation must not have; each broken rule is named. */
final class ProductionRules {
    private ProductionRules() {}

    /**
     * Refuses to start.
     *
     * @throws IllegalStateException naming every broken rule and how to mend it
     */
    static void check(PropertyResolver properties) {
        if (!properties.getProperty("ascent.production", Boolean.class).orElse(false)) {
            return;
        }
        var broken = new ArrayList<String>();
        if (properties.containsProperty("ascent.default-secret")) {
            broken.add("ASCENT_SECRET is not set: give it at least 32 random characters.");
        }
        if (!properties
                .getProperty("ascent.public-url", String.class)
                .orElse("")
                .startsWith("https://")) {
            broken.add("ASCENT_PUBLIC_URL is not set to an https address.");
        }
        if (!properties.containsProperty("ascent.mail.smtp.host")) {
            broken.add("ASCENT_MAIL_SMTP_HOST is not set: the outbox is for one machine only.");
        } else if (!properties.containsProperty("ascent.mail.smtp.from")) {
            broken.add("ASCENT_MAIL_SMTP_FROM is not set: mail needs a sender's address.");
        }
        if (!properties
                .getProperty("ascent.stripe.api-key", String.class)
                .orElse("")
                .startsWith("sk_live_")) {
            broken.add("ASCENT_STRIPE_API_KEY is no live key: the payment stand-in is for one machine only.");
        }
        if (properties.containsProperty("ascent.stripe.api-base")) {
            broken.add("ASCENT_STRIPE_API_BASE is set: production speaks to Stripe itself.");
        }
        if (!broken.isEmpty()) {
            throw new IllegalStateException(
                    "Ascent does not start in production like this:\n  - " + String.join("\n  - ", broken));
        }
    }
}
