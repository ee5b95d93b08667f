package academy.ascent.platform.billing;

import academy.ascent.platform.catalog.Tier;
import academy.ascent.platform.enrollment.Enrollments;
import academy.ascent.platform.identity.SignedIn;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Leads a buyer to the payment page: the order first, then Stripe, so that whatever breaks between is found again. */
@Singleton
final class Purchases {
    /** How long after opening the payment page Stripe is asked for the first time. */
    private static final Duration FIRST_CHECK = Duration.ofSeconds(30);

    private final PurchaseOrders orders;
    private final Enrollments enrollments;
    private final Checkout checkout;
    private final Settlement settlement;
    private final InstantSource clock;

    Purchases(
            PurchaseOrders orders,
            Enrollments enrollments,
            Checkout checkout,
            Settlement settlement,
            InstantSource clock) {
        this.orders = orders;
        this.enrollments = enrollments;
        this.checkout = checkout;
        this.settlement = settlement;
        this.clock = clock;
    }

    /** What comes of wanting to buy. */
    sealed interface Step {
        /** Go and pay there. */
        record Pay(URI page) implements Step {}

        /** There is nothing to pay: the place is theirs. */
        record Owned() implements Step {}

        /** The payment service does not answer; the order is kept. */
        record TryLater(PurchaseOrder order) implements Step {}

        /** A payment for this order arrived and does not fit. */
        record InQuestion(PurchaseOrder order) implements Step {}
    }

    /** Takes up the buyer's open order of this offer, or begins one. */
    Step buy(SignedIn buyer, Tier offer) {
        // An open order may turn out to be paid, expired or of an old price: then once more, with what is known now.
        for (int round = 0; round < 3; round++) {
            if (enrollments.mayWork(buyer.id(), offer.level())) {
                return new Step.Owned();
            }
            Optional<Step> step = openOrder(buyer, offer).flatMap(order -> step(order, offer));
            if (step.isPresent()) {
                return step.get();
            }
        }
        throw new IllegalStateException("The orders of account " + buyer.id() + " do not settle");
    }

    private Optional<PurchaseOrder> openOrder(SignedIn buyer, Tier offer) {
        return orders.findOpen(buyer.id(), offer.level()).or(() -> {
            orders.insertIfNoneOpen(
                    UUID.randomUUID(),
                    buyer.id(),
                    buyer.name(),
                    buyer.email(),
                    offer.level(),
                    offer.id(),
                    PurchaseOrder.item(offer),
                    offer.price().amount(),
                    offer.price().currency().getCurrencyCode(),
                    clock.instant());
            return orders.findOpen(buyer.id(), offer.level());
        });
    }

    /** The next step with this order, or empty where the order has just ended. */
    private Optional<Step> step(PurchaseOrder order, Tier offer) {
        if (order.problem() != null) {
            return Optional.of(new Step.InQuestion(order));
        }
        if (!order.isFor(offer)) {
            return end(order);
        }
        var session = order.checkoutSession();
        return switch (session == null ? checkout.create(order) : checkout.find(session)) {
            case Checkout.Answer.Unavailable() -> Optional.of(new Step.TryLater(order));
            case Checkout.Answer.Missing() -> {
                orders.expire(order.id());
                yield Optional.empty();
            }
            case Checkout.Answer.Found(var report) -> pay(order, report);
        };
    }

    private Optional<Step> pay(PurchaseOrder order, SessionReport report) {
        if (report.status() != SessionReport.Status.OPEN || report.page().isEmpty()) {
            settlement.settle(report);
            return Optional.empty();
        }
        orders.attach(order.id(), report.session(), clock.instant().plus(FIRST_CHECK));
        return Optional.of(new Step.Pay(URI.create(report.page().get())));
    }

    /** An order of another price or tier is closed at Stripe before a new one begins, so that only one can be paid. */
    private Optional<Step> end(PurchaseOrder order) {
        return switch (close(order)) {
            case Checkout.Answer.Unavailable() -> Optional.of(new Step.TryLater(order));
            case Checkout.Answer.Missing(), Checkout.Answer.Found(var _) -> Optional.empty();
        };
    }

    /** Closes an order's session, and the order with it, unless it turns out to be paid. */
    private Checkout.Answer close(PurchaseOrder order) {
        var session = order.checkoutSession();
        Checkout.Answer answer = session == null ? new Checkout.Answer.Missing() : checkout.close(session);
        switch (answer) {
            case Checkout.Answer.Unavailable() -> {}
            case Checkout.Answer.Missing() -> orders.expire(order.id());
            case Checkout.Answer.Found(var report) -> settlement.settle(report);
        }
        return answer;
    }

    /** Cancels an open order; false where the payment service must be asked first and does not answer. */
    boolean cancel(PurchaseOrder order) {
        if (close(order) instanceof Checkout.Answer.Unavailable) {
            return false;
        }
        orders.cancel(order.id());
        return true;
    }
}
