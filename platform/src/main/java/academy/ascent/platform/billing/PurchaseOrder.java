package academy.ascent.platform.billing;

import academy.ascent.platform.catalog.Price;
import academy.ascent.platform.catalog.Tier;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person's order of a place on a level.
 *
 * @param id also what the payment service sends back, and what its idempotency key is made of
 * @param number for people
 * @param buyerName as it was when ordering; a receipt does not change later
 * @param checkoutSession the Checkout Session, once there is one
 * @param paymentReference the payment service's name of the payment
 * @param problem what does not fit, for the buyer to read
 * @param checkAt when the payment service is asked next, while the order is open
 * @param checks how often it was asked
 */
@MappedEntity("purchase_order")
record PurchaseOrder(
        @Id UUID id,
        long number,
        long accountId,
        String buyerName,
        String buyerEmail,
        int level,
        String tier,
        String item,
        long amountMinor,
        String currency,
        OrderState state,
        @Nullable String checkoutSession,
        @Nullable String paymentReference,
        @Nullable String problem,
        Instant createdAt,
        @Nullable Instant paidAt,
        Instant checkAt,
        int checks) {

    Price price() {
        return new Price(amountMinor, Currency.getInstance(currency));
    }

    boolean isFor(Tier offer) {
        return tier.equals(offer.id()) && price().equals(offer.price());
    }

    /** What stands on the order and the receipt. */
    static String item(Tier offer) {
        return "Level " + offer.level() + " · " + offer.name() + ", " + offer.format();
    }

    /** The number as people read it. */
    String label() {
        return "%06d".formatted(number);
    }
}
