package academy.ascent.standins.stripe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** The hosted payment page: shows a session's form, takes the card, and sends the payer back to the shop. */
final class CheckoutPage {

    /** The path in front of a session's id. */
    static final String PATH = "/c/pay/";

    private static final String STYLE = "/c/checkout.css";

    private final Sessions sessions;
    private final InstantSource clock;
    private final String css = stylesheet();

    CheckoutPage(Sessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    Answer answer(Request request) {
        if (request.path().equals(STYLE)) {
            return new Answer(
                    200, Map.of("Content-Type", "text/css; charset=utf-8", "Cache-Control", "max-age=3600"), css);
        }
        Optional<Entry.Session> session = request.path().startsWith(PATH)
                ? sessions.find(request.path().substring(PATH.length()))
                : Optional.empty();
        if (session.isEmpty()) {
            return page(404, "'self'", CheckoutHtml.unknown());
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> show(session.get(), 200, CheckoutHtml.Entered.blank(session.get()));
            case "POST" -> pay(session.get(), request.form());
            default -> page(405, "'self'", CheckoutHtml.unknown());
        };
    }

    private Answer pay(Entry.Session session, Form form) {
        if (!session.open()) {
            return afterwards(session);
        }
        var card = new Card(
                form.optional("number").orElse(""),
                form.optional("expiry").orElse(""),
                form.optional("cvc").orElse(""));
        var entered = CheckoutHtml.Entered.of(session, form, card);
        if (!entered.email().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            return show(session, 422, entered.wrongEmail("Enter an email address such as name@example.org."));
        }
        return switch (card.pay(YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)))) {
            case Card.Outcome.Accepted() ->
                afterwards(sessions.complete(session.key(), entered.email(), entered.name())
                        .orElse(session));
            case Card.Outcome.Declined(var message) -> show(session, 402, entered.declined(message));
            case Card.Outcome.Mistyped(var field, var message) -> show(session, 422, entered.wrong(field, message));
        };
    }

    /** A second press of the button arrives here: the payer is sent on, and nothing is charged twice. */
    private Answer afterwards(Entry.Session session) {
        return session.complete()
                ? Answer.seeOther(session.successUrl()).with("Cache-Control", "no-store")
                : show(session, 410, CheckoutHtml.Entered.blank(session));
    }

    private Answer show(Entry.Session session, int status, CheckoutHtml.Entered entered) {
        String html;
        if (session.open()) {
            html = CheckoutHtml.form(session, entered);
        } else if (session.complete()) {
            html = CheckoutHtml.paid(session);
        } else {
            html = CheckoutHtml.expired(session);
        }
        // Browsers apply form-action to the redirect that follows the form too, so the shop's origin belongs in it.
        return page(status, "'self' " + origin(session.successUrl()), html);
    }

    private static Answer page(int status, String formAction, String html) {
        return new Answer(
                status,
                Map.of(
                        "Content-Type", "text/html; charset=utf-8",
                        "Cache-Control", "no-store",
                        "Referrer-Policy", "no-referrer",
                        "X-Content-Type-Options", "nosniff",
                        "Content-Security-Policy",
                                "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action "
                                        + formAction),
                html);
    }

    private static String origin(String url) {
        var uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static String stylesheet() {
        try (var css = CheckoutPage.class.getResourceAsStream("checkout.css")) {
            if (css == null) {
                throw new IllegalStateException("checkout.css is missing from the jar.");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
