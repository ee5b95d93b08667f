package academy.ascent.standins.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.checkout.SessionCreateParams;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Stripe client speaks to the stand-in, pays, and verifies the webhook. */
class StripeStandInIT {

    private static final String KEY = "sk_test_key";
    private static final String SECRET = "whsec_secret";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final HttpClient browser = HttpClient.newHttpClient();

    @TempDir
    Path data;

    private Receiver receiver;
    private StripeStandIn standIn;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
        standIn = started();
    }

    @AfterEach
    void stop() {
        standIn.close();
        receiver.close();
    }

    @Test
    void aSessionIsCreatedPaidAndAnnouncedByASignedWebhook() throws Exception {
        Session session = create(params().build(), "order-1");
        assertThat(session.getStatus()).isEqualTo("open");
        assertThat(session.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(session.getAmountTotal()).isEqualTo(99_700);
        assertThat(session.getCurrency()).isEqualTo("usd");
        assertThat(session.getMetadata()).containsEntry("order", "1");
        assertThat(page(session).body())
                .contains("no money moves", "$997.00", "Level 1 &lt;BUILD&gt;", "me@example.org");

        HttpResponse<String> paid = pay(session, "4242 4242 4242 4242");
        assertThat(paid.statusCode()).isEqualTo(303);
        assertThat(paid.headers().firstValue("Location"))
                .hasValue("http://shop.test/return?s=" + session.getId() + "&a=1");

        await().until(() -> receiver.delivered.size() == 1);
        var webhook = receiver.delivered.getFirst();
        var event = Webhook.constructEvent(webhook.payload(), webhook.signature(), SECRET);
        assertThat(event.getType()).isEqualTo("checkout.session.completed");
        var announced = (Session) event.getDataObjectDeserializer().getObject().orElseThrow();
        assertThat(announced.getId()).isEqualTo(session.getId());
        assertThat(announced.getPaymentStatus()).isEqualTo("paid");
        assertThat(announced.getPaymentIntent()).startsWith("pi_");
        assertThat(announced.getClientReferenceId()).isEqualTo("1");
        assertThat(client().v1().checkout().sessions().retrieve(session.getId()).getStatus())
                .isEqualTo("complete");
        assertThatThrownBy(() -> Webhook.constructEvent(webhook.payload() + " ", webhook.signature(), SECRET))
                .isInstanceOf(SignatureVerificationException.class);
    }

    @Test
    void aDeclinedCardChargesNothingAndTheSessionStaysOpen() throws Exception {
        Session session = create(params().build(), "order-1");
        HttpResponse<String> declined = pay(session, "4000 0000 0000 0002");
        assertThat(declined.statusCode()).isEqualTo(402);
        assertThat(declined.body()).contains("Your card was declined.", "role=\"alert\"");
        assertThat(pay(session, "4242424242424241").body()).contains("Your card number is invalid.");
        assertThat(client().v1().checkout().sessions().retrieve(session.getId()).getStatus())
                .isEqualTo("open");
        assertThat(client().v1().events().list().getData()).isEmpty();
        assertThat(pay(session, "4242424242424242").statusCode()).isEqualTo(303);
    }

    @Test
    void twentyPressesOfTheButtonPayOnce() throws Exception {
        Session session = create(params().build(), "order-1");
        assertThat(together(20, () -> pay(session, "4242424242424242").statusCode()))
                .containsOnly(303);
        assertThat(client().v1().events().list().getData()).hasSize(1);
        assertThat(page(session).body()).contains("Already paid");
    }

    @Test
    void oneIdempotencyKeyMakesOneSession() throws Exception {
        List<String> ids =
                together(12, () -> create(params().build(), "order-1").getId());
        assertThat(ids.stream().distinct()).hasSize(1);
        Session again = create(params().build(), "order-1");
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
        assertThatThrownBy(() -> create(params().setClientReferenceId("2").build(), "order-1"))
                .isInstanceOf(IdempotencyException.class)
                .hasMessageContaining("same parameters");
        now.set(now.get().plus(Duration.ofHours(25)));
        assertThat(create(params().build(), "order-1").getId()).isNotEqualTo(again.getId());
    }

    @Test
    void anExpiredSessionTakesNoMoneyAndSaysSo() throws Exception {
        Session session = create(params().build(), "order-1");
        assertThat(client().v1().checkout().sessions().expire(session.getId()).getStatus())
                .isEqualTo("expired");
        assertThat(pay(session, "4242424242424242").statusCode()).isEqualTo(410);
        assertThatThrownBy(() -> client().v1().checkout().sessions().expire(session.getId()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("can be expired");
        await().until(() -> receiver.delivered.size() == 1);
        assertThat(receiver.delivered.getFirst().payload()).contains("checkout.session.expired");
    }

    @Test
    void anOverdueSessionExpiresByItself() throws Exception {
        Session session = create(params().build(), "order-1");
        now.set(now.get().plus(Duration.ofHours(24)));
        await().until(() -> receiver.delivered.size() == 1);
        assertThat(client().v1().checkout().sessions().retrieve(session.getId()).getStatus())
                .isEqualTo("expired");
    }

    @Test
    void refusalsHaveStripesShapes() throws Exception {
        assertThatThrownBy(
                        () -> client("sk_test_other").v1().checkout().sessions().retrieve("cs_test_x"))
                .isInstanceOf(AuthenticationException.class);
        assertThatThrownBy(() -> client().v1().checkout().sessions().retrieve("cs_test_x"))
                .isInstanceOfSatisfying(InvalidRequestException.class, missing -> {
                    assertThat(missing.getCode()).isEqualTo("resource_missing");
                    assertThat(missing.getStatusCode()).isEqualTo(404);
                    assertThat(missing.getRequestId()).startsWith("req_");
                });
        assertThatThrownBy(() -> create(params().setSuccessUrl("nowhere").build(), "a"))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        wrong -> assertThat(wrong.getParam()).isEqualTo("success_url"));
        assertThatThrownBy(() ->
                        create(params().setLocale(SessionCreateParams.Locale.DE).build(), "b"))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        unknown -> assertThat(unknown.getCode()).isEqualTo("parameter_unknown"));
        assertThat(get(standIn.address().resolve("/c/pay/cs_test_x")).statusCode())
                .isEqualTo(404);
        assertThat(get(standIn.address().resolve("/v1/events")).statusCode()).isEqualTo(401);
    }

    @Test
    void aWebhookIsRepeatedUntilItIsTakenAndCanBeSentAgain() throws Exception {
        receiver.status.set(500);
        Session session = create(params().build(), "order-1");
        pay(session, "4242424242424242");
        await().until(() -> receiver.delivered.size() >= 2);
        receiver.status.set(200);
        var event = client().v1().events().list().getData().getFirst();
        await().until(() -> client().v1().events().retrieve(event.getId()).getPendingWebhooks() == 0);
        int before = receiver.delivered.size();
        assertThat(redeliver(event.getId()).body()).contains("\"delivered\" : true");
        assertThat(receiver.delivered).hasSize(before + 1);
        assertThat(receiver.delivered.stream().map(Receiver.Delivered::payload).distinct())
                .hasSize(1);
    }

    @Test
    void aRestartLosesNothing() throws Exception {
        receiver.status.set(500);
        Session session = create(params().build(), "order-1");
        Session open = create(params().build(), "order-2");
        pay(session, "4242424242424242");
        await().until(() -> !receiver.delivered.isEmpty());
        standIn.close();
        assertThatThrownBy(() -> client().v1().checkout().sessions().retrieve(open.getId()))
                .isInstanceOf(ApiConnectionException.class);

        receiver.status.set(200);
        standIn = started();
        await().until(() -> client().v1().events().list().getData().getFirst().getPendingWebhooks() == 0);
        assertThat(client().v1().checkout().sessions().retrieve(session.getId()).getStatus())
                .isEqualTo("complete");
        Session replayed = create(params().build(), "order-2");
        assertThat(replayed.getId()).isEqualTo(open.getId());
        assertThat(page(replayed).statusCode()).isEqualTo(200);
        assertThat(pay(replayed, "4242424242424242").statusCode()).isEqualTo(303);
    }

    private StripeStandIn started() throws IOException {
        return StripeStandIn.start(new StripeOptions(0, data, KEY, SECRET, receiver.address()), now::get);
    }

    private StripeClient client() {
        return client(KEY);
    }

    private StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(standIn.address().toString())
                .build();
    }

    private Session create(SessionCreateParams params, String idempotencyKey) throws StripeException {
        var options = RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
        return client().v1().checkout().sessions().create(params, options);
    }

    private static SessionCreateParams.Builder params() {
        var product = SessionCreateParams.LineItem.PriceData.ProductData.builder()
                .setName("Level 1 <BUILD>")
                .build();
        var price = SessionCreateParams.LineItem.PriceData.builder()
                .setCurrency("usd")
                .setUnitAmount(99_700L)
                .setProductData(product)
                .build();
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setSuccessUrl("http://shop.test/return?s={CHECKOUT_SESSION_ID}&a=1")
                .setCancelUrl("http://shop.test/cancelled")
                .setClientReferenceId("1")
                .setCustomerEmail("me@example.org")
                .putMetadata("order", "1")
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(price)
                        .build());
    }

    private HttpResponse<String> page(Session session) throws Exception {
        return get(standIn.address().resolve("/c/pay/" + session.getId()));
    }

    private HttpResponse<String> get(URI address) throws Exception {
        return browser.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> pay(Session session, String number) throws Exception {
        String form = "number=" + URLEncoder.encode(number, StandardCharsets.UTF_8) + "&expiry=12%2F99&cvc=123";
        var request = HttpRequest.newBuilder(URI.create(session.getUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> redeliver(String event) throws Exception {
        var request = HttpRequest.newBuilder(standIn.address().resolve("/stand-in/events/" + event + "/redeliver"))
                .header("Authorization", "Bearer " + KEY)
                .POST(HttpRequest.BodyPublishers.noBody());
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static <T> List<T> together(int times, Callable<T> call) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> results = executor.invokeAll(Collections.nCopies(times, call));
            return results.stream().map(Future::resultNow).toList();
        }
    }
}
