package academy.ascent.platform.billing;

import academy.ascent.platform.catalog.Catalog;
import academy.ascent.platform.catalog.Tier;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.billing.BuyPage;
import academy.ascent.site.web.MessagePage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
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
import java.util.Optional;

/** From an offer to the payment page. */
@Controller("/buy")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class BuyController {
    private final Catalog catalog;
    private final Purchases purchases;
    private final BillingConfig config;
    private final Pages pages;

    BuyController(Catalog catalog, Purchases purchases, BillingConfig config, Pages pages) {
        this.catalog = catalog;
        this.purchases = purchases;
        this.config = config;
        this.pages = pages;
    }

    @Get("/{tier}")
    HttpResponse<String> show(HttpRequest<?> request, String tier) {
        var offer = offer(tier);
        return pages.show(
                request,
                new BuyPage(
                        offer.level(),
                        offer.name(),
                        offer.format(),
                        offer.price().text(),
                        offer.includes(),
                        offer.refund(),
                        config.test(),
                        Href.of("buy", tier),
                        Links.PRICING));
    }

    @Post("/{tier}")
    @Consumes(MediaType.ALL)
    HttpResponse<String> buy(HttpRequest<?> request, SignedIn buyer, String tier) {
        var offer = offer(tier);
        return switch (purchases.buy(buyer, offer)) {
            case Purchases.Step.Pay(var page) -> pages.leaveTo(page);
            case Purchases.Step.Owned() ->
                pages.go(
                        Links.LEARN,
                        new Chrome.Flash("good", "You have a place on level " + offer.level() + " already."));
            case Purchases.Step.InQuestion(var order) -> pages.go(Links.order(order));
            case Purchases.Step.TryLater(var order) -> tryLater(request, order);
        };
    }

    private HttpResponse<String> tryLater(HttpRequest<?> request, PurchaseOrder order) {
        var page = new MessagePage(
                "The payment service does not answer",
                "503",
                "Nothing was charged. Your order " + order.label() + " is kept; try again in a moment.",
                Optional.of(new MessagePage.Action("Try again", Links.buy(order.tier()))));
        return pages.show(request, page, HttpStatus.SERVICE_UNAVAILABLE);
    }

    private Tier offer(String id) {
        var offer = catalog.tier(id);
        if (!offer.open()) {
            throw new AscentException(
                    HttpStatus.CONFLICT,
                    "tier-not-open",
                    "Not on sale yet",
                    offer.name() + " cannot be bought yet. Its page says what is planned.");
        }
        return offer;
    }
}
