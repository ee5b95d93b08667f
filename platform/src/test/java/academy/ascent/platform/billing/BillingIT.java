package academy.ascent.platform.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.enrollment.Enrollments;
import com.stripe.net.Webhook;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buying a place, on a real PostgreSQL and with the stand-in for Stripe as a process of its own. */
final class BillingIT {
    private static final String OFFER = "/buy/build-self-paced";
    private static final String GOOD_CARD = "4242424242424242";
    private static final String BAD_CARD = "4000000000000002";
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    @TempDir
    static Path data;

    private static StandIn stripe;
    private static PlatformUnderTest platform;
    private static PurchaseOrders orders;

    @BeforeAll
    static void start() {
        stripe = new StandIn(data);
        platform = PlatformUnderTest.start(stripe.configuration());
        stripe.start(platform.address());
        orders = platform.bean(PurchaseOrders.class);
    }

    @AfterAll
    static void stop() {
        stripe.close();
        platform.close();
    }

    @Test
    void aPaidOrderOpensThePlaceAndLeavesAReceipt() {
        var buyer = buyer();
        var offer = buyer.browser().get(OFFER);
        assertThat(offer.body()).contains("$997", "no money moves", "14 days");
        assertThat(offer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("form-action 'self' " + stripe.address());

        var page = buyer.toPaymentPage();
        assertThat(buyer.mayWork()).isFalse();
        var paid = stripe.pay(page, GOOD_CARD);
        assertThat(paid.statusCode()).isEqualTo(303);
        var back = URI.create(paid.headers().firstValue("Location").orElseThrow());
        assertThat(back.toString()).startsWith(platform.address().toString());

        await().until(buyer::mayWork);
        assertThat(buyer.browser().get(back.getPath()).body()).contains("You are in", "See the receipt");
        assertThat(buyer.browser()
                        .send("GET", back.getPath().replace("/return", "/state"), "")
                        .body())
                .contains("\"PAID\"");
        assertThat(buyer.browser().get("/account/orders").body()).contains("$997", "paid");
        assertThat(buyer.browser().get(back.getPath().replace("/return", "")).body())
                .contains("Receipt", buyer.email(), "pi_");
        assertThat(buyer.browser().get("/outbox").body())
                .contains("Receipt for order " + buyer.order().label());
        assertThat(buyer.browser()
                        .post(OFFER, Map.of())
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .doesNotContain("/c/pay/");
    }

    @Test
    void aDeclinedCardLeavesTheOrderOpenForAnother() {
        var buyer = buyer();
        var page = buyer.toPaymentPage();
        assertThat(stripe.pay(page, BAD_CARD).body()).contains("Your card was declined.");
        assertThat(buyer.order().state()).isEqualTo(OrderState.CREATED);
        assertThat(buyer.mayWork()).isFalse();
        assertThat(buyer.toPaymentPage()).isEqualTo(page);
        stripe.pay(page, GOOD_CARD);
        await().until(buyer::mayWork);
    }

    @Test
    void whoLeavesThePaymentPageCanGoOnOrCancel() {
        var buyer = buyer();
        var page = buyer.toPaymentPage();
        var order = "/account/orders/" + buyer.order().id();
        assertThat(buyer.browser().get(order + "/left").body()).contains("Nothing was charged", "Try again");
        assertThat(buyer.order().state()).isEqualTo(OrderState.CREATED);

        buyer.browser().post(order + "/cancel", Map.of());
        assertThat(buyer.order().state()).isEqualTo(OrderState.CANCELLED);
        assertThat(buyer.browser().get(order).body()).contains("cancelled");
        assertThat(stripe.pay(page, GOOD_CARD).statusCode()).isEqualTo(410);
        assertThat(buyer.toPaymentPage()).isNotEqualTo(page);
    }

    @Test
    void theSameWebhookTwelveTimesAtOnceEnrollsOnce() throws Exception {
        var buyer = buyer();
        stripe.pay(buyer.toPaymentPage(), GOOD_CARD);
        await().until(buyer::mayWork);
        var event = eventOf(buyer.order());
        assertThat(together(12, () -> stripe.redeliver(event).body()))
                .allMatch(body -> body.contains("\"last_error\" : null"));
        assertThat(select(
                        platform,
                        "SELECT count(*) FROM stripe_event WHERE order_id::text = ?",
                        buyer.order().id().toString()))
                .hasValue("1");
        assertThat(buyer.enrollments()).isEqualTo(1);
        assertThat(mails(buyer)).isEqualTo(1);
    }

    @Test
    void twelveEventsOfOnePaymentAtOnceEnrollOnce() throws Exception {
        var buyer = buyer();
        buyer.toPaymentPage();
        var order = buyer.order();
        var number = new AtomicInteger();
        assertThat(together(
                        12,
                        () -> deliver(completed(order, "evt_many_" + number.incrementAndGet(), 99_700, "usd"))
                                .statusCode()))
                .containsOnly(200);
        assertThat(buyer.order().state()).isEqualTo(OrderState.PAID);
        assertThat(buyer.enrollments()).isEqualTo(1);
        assertThat(mails(buyer)).isEqualTo(1);
    }

    @Test
    void aForgedOrStaleWebhookIsRefusedAndWritesNothing() throws Exception {
        var buyer = buyer();
        buyer.toPaymentPage();
        var payload = completed(buyer.order(), "evt_forged", 99_700, "usd");
        var now = Instant.now().getEpochSecond();
        for (var signature : List.of(
                sign(payload, "whsec_of_somebody_else", now),
                sign(payload, StandIn.SECRET, now - 600),
                sign(payload + " ", StandIn.SECRET, now),
                "t=" + now + ",v1=",
                "nonsense",
                "")) {
            assertThat(deliver(payload, signature).statusCode()).as(signature).isEqualTo(400);
        }
        assertThat(platform.browser().send("POST", "/webhooks/stripe", payload).statusCode())
                .isEqualTo(400);
        assertThat(outcome("evt_forged")).isEmpty();
        assertThat(buyer.order().state()).isEqualTo(OrderState.CREATED);
        assertThat(buyer.mayWork()).isFalse();
    }

    @Test
    void aPaymentOfAnotherAmountOrCurrencyIsRecordedAndEnrollsNobody() throws Exception {
        for (var wrong : List.of(Map.entry(100L, "usd"), Map.entry(99_700L, "eur"))) {
            var buyer = buyer();
            buyer.toPaymentPage();
            var event = "evt_wrong_" + wrong.getValue();
            var payload = completed(buyer.order(), event, wrong.getKey(), wrong.getValue());
            assertThat(deliver(payload).statusCode()).isEqualTo(200);
            assertThat(outcome(event)).hasValue("MISMATCH");
            assertThat(buyer.mayWork()).isFalse();
            var path = "/account/orders/" + buyer.order().id();
            assertThat(buyer.browser().get(path).body()).contains("We received", "Write to us");
            buyer.browser().get(OFFER);
            assertThat(buyer.browser().post(OFFER, Map.of()).headers().firstValue("Location"))
                    .hasValue(path);
        }
    }

    @Test
    void eventsThatAreNotOursAreTakenWithoutEffect() throws Exception {
        var other = "{\"id\":\"evt_other\",\"object\":\"event\",\"type\":\"customer.created\",\"data\":{\"object\":"
                + "{\"id\":\"cus_1\",\"object\":\"customer\"}}}";
        assertThat(deliver(other).statusCode()).isEqualTo(200);
        var unknown =
                completed("00000000-0000-0000-0000-000000000000", "cs_test_unknown", "evt_unknown", 99_700, "usd");
        assertThat(deliver(unknown).statusCode()).isEqualTo(200);
        assertThat(outcome("evt_unknown")).hasValue("UNKNOWN");
        assertThat(deliver(completed("seat-12", "cs_test_else", "evt_else", 5, "usd"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whileStripeIsDownTheOrderIsKeptAndCanBePaidLater() {
        var buyer = buyer();
        stripe.stop();
        try {
            buyer.browser().get(OFFER);
            var answer = buyer.browser().post(OFFER, Map.of());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("Nothing was charged", "is kept", "Try again");
        } finally {
            stripe.start(platform.address());
        }
        var order = buyer.order();
        assertThat(order.state()).isEqualTo(OrderState.CREATED);
        stripe.pay(buyer.toPaymentPage(), GOOD_CARD);
        await().until(buyer::mayWork);
        assertThat(buyer.order().id()).isEqualTo(order.id());
    }

    @Test
    void pressingTheButtonManyTimesAtOnceMakesOneOrderAndOneSession() throws Exception {
        var buyer = buyer();
        buyer.browser().get(OFFER);
        var pages = together(
                8,
                () -> buyer.browser()
                        .post(OFFER, Map.of())
                        .headers()
                        .firstValue("Location")
                        .orElseThrow());
        assertThat(pages.stream().distinct()).hasSize(1).allMatch(page -> page.contains("/c/pay/cs_test_"));
        assertThat(orders.findByAccountIdOrderByNumberDesc(buyer.id())).hasSize(1);
    }

    @Test
    void aPaymentWhoseWebhookNeverComesIsAskedAfter(@TempDir Path elsewhere) {
        try (var silent = new StandIn(elsewhere);
                var other = PlatformUnderTest.start(silent.configuration())) {
            silent.start(URI.create("http://127.0.0.1:9"));
            var buyer = new Buyer(other, other.browser().signUp("Una", "una@example.org"), "una@example.org");
            var paid = silent.pay(buyer.toPaymentPage(), GOOD_CARD);
            var back = URI.create(paid.headers().firstValue("Location").orElseThrow())
                    .getPath();
            assertThat(buyer.browser().get(back).body()).contains("Waiting for the confirmation");
            await().atMost(Duration.ofSeconds(30)).until(buyer::mayWork);
            assertThat(buyer.browser().get(back).body()).contains("You are in");
        }
    }

    @Test
    void ordersAreTheirBuyersOnly() {
        var buyer = buyer();
        buyer.toPaymentPage();
        var path = "/account/orders/" + buyer.order().id();
        var other = buyer().browser();
        other.get("/account/orders");
        for (var page : List.of(path, path + "/return", path + "/left", "/account/orders/x")) {
            assertThat(other.get(page).statusCode()).as(page).isEqualTo(404);
        }
        assertThat(other.send("GET", path + "/state", "").statusCode()).isEqualTo(404);
        assertThat(other.post(path + "/cancel", Map.of()).statusCode()).isEqualTo(404);
        var stranger = platform.browser();
        assertThat(stranger.get(OFFER).headers().firstValue("Location").orElseThrow())
                .startsWith("/sign-in?next=");
        assertThat(stranger.get(path).statusCode()).isEqualTo(303);
        assertThat(buyer.browser().get("/buy/nothing").statusCode()).isEqualTo(404);
        assertThat(buyer.browser().get("/buy/innovate-founders-edition").body()).contains("Not on sale yet");
    }

    private static Buyer buyer() {
        var email = "buyer" + PEOPLE.incrementAndGet() + "@example.org";
        return new Buyer(platform, platform.browser().signUp("Buyer", email), email);
    }

    private record Buyer(PlatformUnderTest platform, Browser browser, String email) {

        /** Presses the button of the offer and gives the payment page's address. */
        String toPaymentPage() {
            browser.get(OFFER);
            var answer = browser.post(OFFER, Map.of());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
            var page = answer.headers().firstValue("Location").orElseThrow();
            assertThat(page).contains("/c/pay/cs_test_");
            return page;
        }

        PurchaseOrder order() {
            return platform.bean(PurchaseOrders.class)
                    .findByAccountIdOrderByNumberDesc(id())
                    .getFirst();
        }

        long id() {
            return Long.parseLong(select(platform, "SELECT id FROM account WHERE email = ?", email)
                    .orElseThrow());
        }

        boolean mayWork() {
            return platform.bean(Enrollments.class).mayWork(id(), 1);
        }

        int enrollments() {
            return platform.bean(Enrollments.class).of(id()).size();
        }
    }

    private static Optional<String> outcome(String event) {
        return select(platform, "SELECT outcome FROM stripe_event WHERE id = ?", event);
    }

    private static Optional<String> select(PlatformUnderTest platform, String sql, String parameter) {
        try (var connection = DelegatingDataSource.unwrapDataSource(platform.bean(DataSource.class))
                        .getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String eventOf(PurchaseOrder order) {
        var list = stripe.get("/v1/events?limit=100&type=checkout.session.completed")
                .body();
        var pattern =
                Pattern.compile("\"id\" : \"(evt_\\w+)\"(?:(?!evt_).)*?" + order.checkoutSession(), Pattern.DOTALL);
        var matcher = pattern.matcher(list);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static long mails(Buyer buyer) {
        return Pattern.compile("Receipt for order " + buyer.order().label())
                .matcher(buyer.browser().get("/outbox").body())
                .results()
                .count();
    }

    private static String completed(PurchaseOrder order, String event, long amount, String currency) {
        return completed(order.id().toString(), String.valueOf(order.checkoutSession()), event, amount, currency);
    }

    private static String completed(String reference, String session, String event, long amount, String currency) {
        return """
                {"id": "%s", "object": "event", "api_version": "2020-08-27", "type": "checkout.session.completed",
                 "data": {"object": {"id": "%s", "object": "checkout.session", "client_reference_id": "%s",
                   "status": "complete", "payment_status": "paid", "payment_intent": "pi_1",
                   "amount_total": %d, "currency": "%s"}}}
                """.formatted(event, session, reference, amount, currency);
    }

    private static String sign(String payload, String secret, long seconds) throws GeneralSecurityException {
        return Webhook.Signature.generateSignatureHeader(payload, secret, seconds);
    }

    private static HttpResponse<String> deliver(String payload) throws GeneralSecurityException {
        return deliver(payload, sign(payload, StandIn.SECRET, Instant.now().getEpochSecond()));
    }

    private static HttpResponse<String> deliver(String payload, String signature) {
        return stripe.send(HttpRequest.newBuilder(platform.address().resolve("/webhooks/stripe"))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Stripe-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(payload)));
    }

    private static <T> List<T> together(int times, Callable<T> call) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor.invokeAll(Collections.nCopies(times, call)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
