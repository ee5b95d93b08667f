package academy.ascent.platform.billing;

import academy.ascent.site.Href;

/** Where this feature's pages lie, and the two of others that it leads to. */
final class Links {
    static final Href PRICING = Href.of("pricing");
    static final Href LEARN = Href.of("learn");
    static final Href ORDERS = Href.of("account", "orders");

    private Links() {}

    static Href buy(String tier) {
        return Href.of("buy", tier);
    }

    static Href order(PurchaseOrder order) {
        return Href.of("account", "orders", order.id());
    }

    static Href order(PurchaseOrder order, String part) {
        return Href.of("account", "orders", order.id(), part);
    }
}
