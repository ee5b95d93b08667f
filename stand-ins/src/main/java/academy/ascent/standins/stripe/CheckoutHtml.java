package academy.ascent.standins.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The markup of the hosted page; everything that comes from outside goes through {@link #escape}. */
final class CheckoutHtml {

    private static final Set<String> TEST_CARDS = Set.of("4242424242424242", "4000000000000002");

    private CheckoutHtml() {}

    /**
     * What the payer typed and what was wrong with it. A number is shown again only where it is a test card.
     *
     * @param faults the message of each wrong field, by the field's name
     * @param notice what concerns the payment as a whole
     */
    record Entered(
            String email,
            String name,
            String number,
            String expiry,
            Map<String, String> faults,
            @Nullable String notice) {

        static Entered blank(Entry.Session session) {
            return new Entered(session.text("customer_email"), "", "", "", Map.of(), null);
        }

        static Entered of(Entry.Session session, Form form, Card card) {
            String given = session.text("customer_email");
            return new Entered(
                    given.isEmpty() ? form.optional("email").orElse("") : given,
                    form.optional("name").orElse(""),
                    TEST_CARDS.contains(card.number()) ? card.number().replaceAll("(.{4})(?!$)", "$1 ") : "",
                    card.expiry(),
                    Map.of(),
                    null);
        }

        Entered wrong(Card.Field field, String message) {
            String name = switch (field) {
                case NUMBER -> "number";
                case EXPIRY -> "expiry";
                case SECURITY_CODE -> "cvc";
            };
            return new Entered(email, this.name, number, expiry, Map.of(name, message), null);
        }

        Entered wrongEmail(String message) {
            return new Entered(email, name, number, expiry, Map.of("email", message), null);
        }

        Entered declined(String message) {
            return new Entered(email, name, number, expiry, Map.of(), message);
        }
    }

    static String form(Entry.Session session, Entered entered) {
        String total = money(session.json().path("amount_total"), session.text("currency"));
        var main = new StringBuilder();
        main.append("<section class=\"summary\" aria-labelledby=\"what\"><h1 id=\"what\">Test payment</h1>")
                .append("<p class=\"total\">")
                .append(total)
                .append("</p><ul>");
        for (JsonNode item : session.items()) {
            main.append(item(item));
        }
        main.append("</ul>").append(cancel(session)).append("</section>");
        main.append("<form method=\"post\" class=\"card\" novalidate>");
        if (entered.notice() != null) {
            main.append("<p class=\"notice\" role=\"alert\" tabindex=\"-1\" autofocus>")
                    .append(escape(entered.notice()))
                    .append(" Nothing was charged.</p>");
        }
        main.append(fields(session, entered));
        main.append("<button type=\"submit\">Pay ")
                .append(total)
                .append(" (test)</button></form>")
                .append(TEST_CARD_HELP);
        return document("Test payment, " + total, main.toString());
    }

    private static String fields(Entry.Session session, Entered entered) {
        boolean given = !session.text("customer_email").isEmpty();
        return field(
                        entered,
                        "email",
                        "Email",
                        "type=\"email\" autocomplete=\"email\"" + (given ? " readonly" : ""),
                        entered.email())
                + field(
                        entered,
                        "number",
                        "Card number",
                        "inputmode=\"numeric\" autocomplete=\"cc-number\" maxlength=\"23\"",
                        entered.number())
                + "<div class=\"pair\">"
                + field(
                        entered,
                        "expiry",
                        "Expires (MM/YY)",
                        "inputmode=\"numeric\" autocomplete=\"cc-exp\" maxlength=\"9\"",
                        entered.expiry())
                + field(
                        entered,
                        "cvc",
                        "Security code",
                        "inputmode=\"numeric\" autocomplete=\"cc-csc\" maxlength=\"3\"",
                        "")
                + "</div>"
                + field(
                        entered,
                        "name",
                        "Name on the card (optional)",
                        "autocomplete=\"cc-name\" maxlength=\"100\"",
                        entered.name());
    }

    private static String field(Entered entered, String name, String label, String attributes, String value) {
        String fault = entered.faults().get(name);
        String state = fault == null ? "" : " aria-invalid=\"true\" autofocus aria-describedby=\"" + name + "-fault\"";
        return "<div class=\"field\"><label for=\"" + name + "\">" + label + "</label><input id=\"" + name
                + "\" name=\""
                + name + "\" " + attributes + state + " value=\"" + escape(value) + "\">"
                + (fault == null ? "" : "<p class=\"fault\" id=\"" + name + "-fault\">" + escape(fault) + "</p>")
                + "</div>";
    }

    private static String item(JsonNode item) {
        String quantity = item.path("quantity").asLong() == 1
                ? ""
                : " × " + item.path("quantity").asLong();
        String description = item.path("description").asText("");
        return "<li><span>" + escape(item.path("name").asText()) + quantity
                + (description.isEmpty() || item.path("description").isNull()
                        ? ""
                        : "<small>" + escape(description) + "</small>")
                + "</span><span class=\"amount\">"
                + money(item.path("amount"), item.path("currency").asText())
                + "</span></li>";
    }

    private static String cancel(Entry.Session session) {
        String url = session.json().path("cancel_url").isNull() ? "" : session.text("cancel_url");
        return url.isEmpty() ? "" : "<p><a href=\"" + escape(url) + "\">Cancel and go back</a></p>";
    }

    static String paid(Entry.Session session) {
        return message(
                "Already paid",
                "This test payment is complete. Nothing is charged twice.",
                "<p><a href=\"" + escape(session.successUrl()) + "\">Go on</a></p>");
    }

    static String expired(Entry.Session session) {
        return message(
                "This payment page has expired", "Nothing was charged. Go back and start again.", cancel(session));
    }

    static String unknown() {
        return message(
                "There is no such payment page",
                "The address may be cut off. Go back to the shop and start again.",
                "");
    }

    private static String message(String title, String text, String link) {
        return document(
                title, "<section class=\"summary\"><h1>" + title + "</h1><p>" + text + "</p>" + link + "</section>");
    }

    private static String document(String title, String main) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <link rel="stylesheet" href="/c/checkout.css">
                </head>
                <body>
                <header><p><strong>Stand-in for Stripe:</strong> no money moves. Never enter a real card here.</p></header>
                <main>%s</main>
                </body>
                </html>
                """.formatted(escape(title), main);
    }

    private static String money(JsonNode minorUnits, String currency) {
        return escape(Money.of(minorUnits.asLong(), currency).toString());
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static final String TEST_CARD_HELP = """
            <section class="cards" aria-labelledby="cards"><h2 id="cards">Test cards</h2>
            <dl>
            <dt>4242 4242 4242 4242</dt><dd>the payment succeeds</dd>
            <dt>4000 0000 0000 0002</dt><dd>the card is declined</dd>
            </dl>
            <p>Any future date and any three digits. Every other card is refused.</p></section>""";
}
