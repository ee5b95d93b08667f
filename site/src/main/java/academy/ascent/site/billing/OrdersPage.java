package academy.ascent.site.billing;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;

/** Everything that one person ordered, newest first. */
public record OrdersPage(List<Line> orders, Href pricing) implements Page {

    public OrdersPage {
        orders = List.copyOf(orders);
    }

    @Override
    public String template() {
        return "billing/orders.jte";
    }

    @Override
    public String title() {
        return "Your orders";
    }

    /** One order. */
    public record Line(String number, Instant ordered, String item, String price, OrderStanding state, Href order) {}
}
