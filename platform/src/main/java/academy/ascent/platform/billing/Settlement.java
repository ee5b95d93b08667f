package academy.ascent.platform.billing;

import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.enrollment.Enrollments;
import academy.ascent.platform.mail.Mailer;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an order to where Stripe says its payment stands: the order, the place and the receipt in one transaction. */
@Singleton
class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final PurchaseOrders orders;
    private final StripeEvents events;
    private final Enrollments enrollments;
    private final Mailer mailer;
    private final AuditLog audit;
    private final AscentConfig config;
    private final InstantSource clock;

    Settlement(
            PurchaseOrders orders,
            StripeEvents events,
            Enrollments enrollments,
            Mailer mailer,
            AuditLog audit,
            AscentConfig config,
            InstantSource clock) {
        this.orders = orders;
        this.events = events;
        this.enrollments = enrollments;
        this.mailer = mailer;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /** What came of a report. */
    enum Outcome {
        PAID,
        EXPIRED,
        UNCHANGED,
        /** Paid, and not what was ordered: recorded, and nobody enrolled. */
        MISMATCH,
        /** Paid for a place that the buyer has already: recorded for a refund. */
        PAID_TWICE,
        /** Not about an order of ours. */
        UNKNOWN,
        /** The event was taken before. */
        REPLAYED
    }

    /** Takes a verified webhook event, once; its id and its effect are written together. */
    @Transactional
    Outcome take(String event, String type, SessionReport report) {
        if (events.take(event, type, clock.instant()) == 0) {
            return Outcome.REPLAYED;
        }
        Optional<PurchaseOrder> order = report.order().flatMap(orders::lock);
        Outcome outcome = order.map(found -> apply(found, report)).orElse(Outcome.UNKNOWN);
        if (outcome == Outcome.UNKNOWN) {
            LOG.warn("Event {} ({}) is about a session that no order of ours has: {}", event, type, report.session());
        }
        events.conclude(event, outcome.name(), order.map(PurchaseOrder::id).orElse(null));
        return outcome;
    }

    /** Takes what the API said when it was asked. */
    @Transactional
    Outcome settle(SessionReport report) {
        return report.order()
                .flatMap(orders::lock)
                .map(order -> apply(order, report))
                .orElse(Outcome.UNKNOWN);
    }

    private Outcome apply(PurchaseOrder order, SessionReport report) {
        return switch (report.status()) {
            case OPEN, PENDING -> Outcome.UNCHANGED;
            case EXPIRED -> expire(order, report);
            case PAID -> pay(order, report);
        };
    }

    private Outcome expire(PurchaseOrder order, SessionReport report) {
        boolean current = order.checkoutSession() == null || report.session().equals(order.checkoutSession());
        if (order.state() != OrderState.CREATED || !current) {
            return Outcome.UNCHANGED;
        }
        orders.expire(order.id());
        return Outcome.EXPIRED;
    }

    private Outcome pay(PurchaseOrder order, SessionReport report) {
        if (order.state() == OrderState.PAID) {
            return report.session().equals(order.checkoutSession())
                    ? Outcome.UNCHANGED
                    : question(order, report, Outcome.PAID_TWICE);
        }
        if (!report.total().equals(order.price())) {
            return question(order, report, Outcome.MISMATCH);
        }
        orders.pay(order.id(), report.session(), report.reference(), clock.instant());
        boolean enrolled = enrollments.enroll(order.accountId(), order.level(), order.tier(), order.id());
        mailer.send(order.buyerEmail(), "Receipt for order " + order.label(), receipt(order, report));
        return enrolled ? Outcome.PAID : question(order, report, Outcome.PAID_TWICE);
    }

    /** Money that does not fit is kept in sight of the buyer and of the audit log. */
    private Outcome question(PurchaseOrder order, SessionReport report, Outcome outcome) {
        String why = outcome == Outcome.MISMATCH
                ? "for an order of " + order.price().text()
                        + ", so no place was given. Write to us: we put it right or pay it back."
                : "for a place that you have already. Write to us: we pay it back.";
        String problem = "We received " + report.total().text() + " (payment " + report.reference() + ") " + why;
        if (problem.equals(order.problem())) {
            return Outcome.UNCHANGED;
        }
        orders.question(order.id(), problem);
        audit.record(null, "order.question", "order/" + order.id(), outcome + ": " + problem);
        LOG.error("Order {} ({}): {}", order.label(), order.id(), problem);
        return outcome;
    }

    private String receipt(PurchaseOrder order, SessionReport report) {
        return """
                Hello %s,

                we received %s for %s. Your place is open.

                Order: %s
                Payment: %s
                Receipt: %s
                """.formatted(
                        order.buyerName(),
                        report.total().text(),
                        order.item(),
                        order.label(),
                        report.reference(),
                        config.absolute("/account/orders/" + order.id()));
    }
}
