package academy.ascent.platform.billing;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Asks Stripe after open orders whose webhook has not come. */
@Singleton
class Reconciliation {
    private final PurchaseOrders orders;
    private final Checkout checkout;
    private final Settlement settlement;
    private final InstantSource clock;

    Reconciliation(PurchaseOrders orders, Checkout checkout, Settlement settlement, InstantSource clock) {
        this.orders = orders;
        this.checkout = checkout;
        this.settlement = settlement;
        this.clock = clock;
    }

    /** Runs in every process; an order is due for one of them only. */
    @Scheduled(initialDelay = "5s", fixedDelay = "5s")
    void run() {
        for (PurchaseOrder order : orders.claimDue(clock.instant())) {
            var session = order.checkoutSession();
            if (session == null) {
                continue;
            }
            switch (checkout.find(session)) {
                case Checkout.Answer.Unavailable() -> {}
                case Checkout.Answer.Missing() -> orders.expire(order.id());
                case Checkout.Answer.Found(var report) -> settlement.settle(report);
            }
        }
    }
}
