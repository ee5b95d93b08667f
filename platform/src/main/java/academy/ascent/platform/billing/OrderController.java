package academy.ascent.platform.billing;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.billing.OrderPage;
import academy.ascent.site.billing.OrderStanding;
import academy.ascent.site.billing.OrdersPage;
import academy.ascent.site.billing.ReturnPage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A buyer's own orders: the list, the receipt, and the pages that the payment page sends back to. */
@Controller("/account/orders")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class OrderController {
    /** A payer who is back has most likely paid: if no webhook comes, Stripe is asked this soon. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final PurchaseOrders orders;
    private final Purchases purchases;
    private final Pages pages;
    private final InstantSource clock;

    OrderController(PurchaseOrders orders, Purchases purchases, Pages pages, InstantSource clock) {
        this.orders = orders;
        this.purchases = purchases;
        this.pages = pages;
        this.clock = clock;
    }

    @Get
    HttpResponse<String> list(HttpRequest<?> request, SignedIn buyer) {
        var lines = orders.findByAccountIdOrderByNumberDesc(buyer.id()).stream()
                .map(order -> new OrdersPage.Line(
                        order.label(),
                        order.createdAt(),
                        order.item(),
                        order.price().text(),
                        shown(order),
                        Links.order(order)))
                .toList();
        return pages.show(request, new OrdersPage(lines, Links.PRICING));
    }

    @Get("/{id}")
    HttpResponse<String> show(HttpRequest<?> request, SignedIn buyer, String id) {
        var order = find(buyer, id);
        return pages.show(
                request,
                new OrderPage(
                        order.label(),
                        order.createdAt(),
                        order.item(),
                        order.price().text(),
                        order.buyerName() + ", " + order.buyerEmail(),
                        shown(order),
                        payment(order),
                        Optional.ofNullable(order.problem()),
                        Links.buy(order.tier()),
                        Links.order(order, "cancel"),
                        Links.ORDERS));
    }

    private static Optional<OrderPage.Payment> payment(PurchaseOrder order) {
        var paid = order.paidAt();
        var reference = order.paymentReference();
        return paid == null || reference == null
                ? Optional.empty()
                : Optional.of(new OrderPage.Payment(paid, reference));
    }

    /** The payment page sends its payer here after a success; what counts is Stripe's own word, not the visit. */
    @Get("/{id}/return")
    HttpResponse<String> paid(HttpRequest<?> request, SignedIn buyer, String id) {
        var order = find(buyer, id);
        var stage = switch (shown(order)) {
            case WAITING -> ReturnPage.Stage.WAITING;
            case PAID -> ReturnPage.Stage.PAID;
            case CANCELLED, EXPIRED, IN_QUESTION -> ReturnPage.Stage.STOPPED;
        };
        if (stage == ReturnPage.Stage.WAITING) {
            orders.checkSoon(order.id(), clock.instant().plus(SOON));
        }
        return pages.show(request, page(order, stage, Links.LEARN));
    }

    /** The payment page's way out; the order stays open, and nothing is closed by a mere visit. */
    @Get("/{id}/left")
    HttpResponse<String> left(HttpRequest<?> request, SignedIn buyer, String id) {
        var order = find(buyer, id);
        return shown(order) == OrderStanding.WAITING
                ? pages.show(request, page(order, ReturnPage.Stage.LEFT, Links.buy(order.tier())))
                : pages.go(Links.order(order));
    }

    @Get("/{id}/state")
    @Produces(MediaType.APPLICATION_JSON)
    Map<String, String> state(SignedIn buyer, String id) {
        return Map.of("state", shown(find(buyer, id)).name());
    }

    @Post("/{id}/cancel")
    @Consumes(MediaType.ALL)
    HttpResponse<String> cancel(SignedIn buyer, String id) {
        var order = find(buyer, id);
        if (order.state() != OrderState.CREATED || order.problem() != null) {
            return pages.go(Links.order(order));
        }
        if (!purchases.cancel(order)) {
            return pages.go(
                    Links.order(order),
                    new Chrome.Flash(
                            "error", "The payment service does not answer, so the order is still open. Try again."));
        }
        return pages.go(Links.order(order));
    }

    private static ReturnPage page(PurchaseOrder order, ReturnPage.Stage stage, Href next) {
        return new ReturnPage(
                stage,
                order.level(),
                order.item(),
                order.price().text(),
                order.label(),
                Links.order(order, "state"),
                next,
                Links.order(order));
    }

    private static OrderStanding shown(PurchaseOrder order) {
        if (order.problem() != null) {
            return OrderStanding.IN_QUESTION;
        }
        return switch (order.state()) {
            case CREATED -> OrderStanding.WAITING;
            case PAID -> OrderStanding.PAID;
            case CANCELLED -> OrderStanding.CANCELLED;
            case EXPIRED -> OrderStanding.EXPIRED;
        };
    }

    /** Somebody else's order looks like none. */
    private PurchaseOrder find(SignedIn buyer, String id) {
        try {
            return orders.findByIdAndAccountId(UUID.fromString(id), buyer.id())
                    .orElseThrow(() -> AscentException.notFound("This order"));
        } catch (IllegalArgumentException notAnId) {
            throw AscentException.notFound("This order");
        }
    }
}
