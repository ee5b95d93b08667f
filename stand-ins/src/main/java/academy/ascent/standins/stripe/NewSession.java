package academy.ascent.standins.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the parameters of a new Checkout Session and builds the object that the API shows. */
final class NewSession {

    private static final Pattern KNOWN = Pattern.compile(
            "mode|success_url|cancel_url|client_reference_id"
                    + "|customer_email|expires_at|metadata\\[[^\\[\\]]+]"
                    + "|line_items\\[\\d+](\\[quantity]|\\[price_data](\\[currency]|\\[unit_amount]|\\[product_data]\\[(name|description)]))");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Duration SHORTEST = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Form form;
    private final Instant now;

    private NewSession(Form form, Instant now) {
        this.form = form;
        this.now = now;
    }

    /**
     * Builds an open session.
     *
     * @param pages the address of the stand-in, in front of the hosted page's path
     * @throws ApiRefusal where a parameter is missing, wrong or unknown
     */
    static Entry.Session read(Form form, String apiVersion, String pages, Instant now) {
        form.allowOnly(KNOWN);
        return new NewSession(form, now).build(apiVersion, pages);
    }

    private Entry.Session build(String apiVersion, String pages) {
        if (!form.required("mode").equals("payment")) {
            throw ApiRefusal.invalid("parameter_invalid", "mode", "This stand-in implements mode=payment only.");
        }
        ArrayNode items = items();
        long total = 0;
        for (var item : items) {
            total += item.path("amount").asLong();
        }
        String id = Ids.session();
        ObjectNode session = JsonNodeFactory.instance.objectNode();
        session.put("id", id).put("object", "checkout.session");
        session.put("amount_subtotal", total).put("amount_total", total);
        session.putObject("automatic_tax").put("enabled", false).putNull("status");
        session.put(
                "cancel_url",
                form.optional("cancel_url").map(url -> url("cancel_url", url)).orElse(null));
        session.put("client_reference_id", form.optional("client_reference_id").orElse(null));
        session.put("created", now.getEpochSecond());
        session.put("currency", items.get(0).path("currency").asText());
        session.putNull("customer").putNull("customer_details");
        session.put(
                "customer_email",
                form.optional("customer_email").map(NewSession::email).orElse(null));
        session.put("expires_at", expiresAt().getEpochSecond());
        session.put("livemode", false);
        ObjectNode metadata = session.putObject("metadata");
        metadata().forEach(metadata::put);
        session.put("mode", "payment").putNull("payment_intent");
        session.putArray("payment_method_types").add("card");
        session.put("payment_status", "unpaid").put("status", "open");
        session.put("success_url", url("success_url", form.required("success_url")));
        session.putObject("total_details")
                .put("amount_discount", 0)
                .put("amount_shipping", 0)
                .put("amount_tax", 0);
        session.put("url", pages + CheckoutPage.PATH + id);
        return new Entry.Session(id, session, items, apiVersion);
    }

    private ArrayNode items() {
        int count = form.count("line_items");
        if (count == 0) {
            throw ApiRefusal.invalid("parameter_missing", "line_items", "Missing required param: line_items.");
        }
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < count; i++) {
            String prefix = "line_items[" + i + "]";
            ObjectNode item = items.addObject();
            long quantity = form.requiredWhole(prefix + "[quantity]");
            long unit = form.requiredWhole(prefix + "[price_data][unit_amount]");
            String currency = currency(prefix + "[price_data][currency]");
            if (!currency.equals(items.get(0).path("currency").asText(currency))) {
                throw ApiRefusal.invalid("All line items must have the same currency.");
            }
            item.put("name", form.required(prefix + "[price_data][product_data][name]"));
            item.put(
                    "description",
                    form.optional(prefix + "[price_data][product_data][description]")
                            .orElse(null));
            item.put("quantity", quantity).put("currency", currency).put("amount", quantity * unit);
        }
        return items;
    }

    private String currency(String name) {
        String value = form.required(name).toLowerCase(Locale.ROOT);
        try {
            return Currency.getInstance(value.toUpperCase(Locale.ROOT))
                    .getCurrencyCode()
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException unknown) {
            throw ApiRefusal.invalid("parameter_invalid", name, "Invalid currency: " + value);
        }
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = form.map("metadata");
        metadata.forEach((key, value) -> {
            if (key.length() > 40 || value.length() > 500 || metadata.size() > 50) {
                throw ApiRefusal.invalid(
                        "parameter_invalid",
                        "metadata",
                        "Metadata can have up to 50 keys of 40 characters with values of 500 characters.");
            }
        });
        return metadata;
    }

    private Instant expiresAt() {
        Instant expiresAt =
                form.optionalWhole("expires_at").map(Instant::ofEpochSecond).orElse(now.plus(LONGEST));
        // Stripe counts from its own clock; a minute of grace keeps a slow request from being refused.
        if (expiresAt.isBefore(now.plus(SHORTEST).minusSeconds(60))
                || expiresAt.isAfter(now.plus(LONGEST).plusSeconds(60))) {
            throw ApiRefusal.invalid(
                    "parameter_invalid",
                    "expires_at",
                    "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.");
        }
        return expiresAt;
    }

    private static String url(String name, String value) {
        try {
            // The placeholder's braces are no part of an address.
            var uri = new URI(value.replace("{CHECKOUT_SESSION_ID}", "id"));
            if (uri.getHost() != null && Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                return value;
            }
        } catch (URISyntaxException _) {
            // refused below, like an address without a host
        }
        throw ApiRefusal.invalid("url_invalid", name, "Not a valid URL");
    }

    private static String email(String value) {
        if (EMAIL.matcher(value).matches()) {
            return value;
        }
        throw ApiRefusal.invalid("email_invalid", "customer_email", "Invalid email address: " + value);
    }
}
