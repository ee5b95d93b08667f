package academy.ascent.site.billing;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.Optional;

/**
 * One order: its receipt once it is paid, and what can be done while it is not.
 *
 * @param buyer name and e-mail address of who ordered
 * @param payment when it was paid and the payment service's own reference
 * @param problem what does not fit, where we are looking into it
 * @param pay where a waiting order is paid
 * @param cancel where a waiting order is cancelled
 */
public record OrderPage(
        String number,
        Instant ordered,
        String item,
        String price,
        String buyer,
        OrderStanding state,
        Optional<Payment> payment,
        Optional<String> problem,
        Href pay,
        Href cancel,
        Href orders)
        implements Page {

    @Override
    public String template() {
        return "billing/order.jte";
    }

    @Override
    public String title() {
        return (payment.isPresent() ? "Receipt " : "Order ") + number;
    }

    /** A payment that arrived. */
    public record Payment(Instant paid, String reference) {}
}
