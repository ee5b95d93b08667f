package academy.ascent.platform.billing;

import academy.ascent.platform.catalog.Price;
import com.stripe.model.checkout.Session;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe says of a Checkout Session.
 *
 * @param order the order that we gave along, if it is one of ours
 * @param total what was, or is to be, paid
 * @param page where the payer goes while it is open
 */
record SessionReport(
        String session, Optional<UUID> order, Status status, Price total, String reference, Optional<String> page) {

    /** How far the session has come. */
    enum Status {
        OPEN,
        PAID,
        EXPIRED,
        /** Complete, and the money is still on its way. */
        PENDING
    }

    static SessionReport of(Session session) {
        return new SessionReport(
                session.getId(),
                order(session.getClientReferenceId()),
                status(session),
                total(session),
                session.getPaymentIntent() == null ? session.getId() : session.getPaymentIntent(),
                Optional.ofNullable(session.getUrl()));
    }

    /** Sessions of other kinds, made by somebody else on the same Stripe account, have no amount. */
    private static Price total(Session session) {
        return session.getAmountTotal() == null || session.getCurrency() == null
                ? new Price(0, Currency.getInstance("USD"))
                : new Price(
                        session.getAmountTotal(),
                        Currency.getInstance(session.getCurrency().toUpperCase(Locale.ROOT)));
    }

    private static Status status(Session session) {
        if ("expired".equals(session.getStatus())) {
            return Status.EXPIRED;
        }
        if (!"complete".equals(session.getStatus())) {
            return Status.OPEN;
        }
        return "unpaid".equals(session.getPaymentStatus()) ? Status.PENDING : Status.PAID;
    }

    private static Optional<UUID> order(@Nullable String reference) {
        try {
            return Optional.ofNullable(reference).map(UUID::fromString);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
