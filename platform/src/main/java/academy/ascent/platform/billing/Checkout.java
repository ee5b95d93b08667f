package academy.ascent.platform.billing;

import academy.ascent.platform.config.AscentConfig;
import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stripe's Checkout Sessions, by Stripe's own client. */
@Singleton
final class Checkout {
    private static final Logger LOG = LoggerFactory.getLogger(Checkout.class);

    private final AscentConfig config;
    private final Optional<StripeClient> client;

    Checkout(AscentConfig config, BillingConfig billing) {
        this.config = config;
        client = billing.ready() ? billing.apiKey().map(key -> client(key, billing)) : Optional.empty();
    }

    /** What came of asking. */
    sealed interface Answer {
        /** The session, as it stands now. */
        record Found(SessionReport report) implements Answer {}

        /** Stripe has no such session. */
        record Missing() implements Answer {}

        /** No answer, or none that helps; asking again later may. */
        record Unavailable() implements Answer {}
    }

    private static StripeClient client(String key, BillingConfig billing) {
        var builder = StripeClient.builder()
                .setApiKey(key)
                .setConnectTimeout(5_000)
                .setReadTimeout(20_000)
                .setMaxNetworkRetries(1);
        billing.apiBase().ifPresent(builder::setApiBase);
        return builder.build();
    }

    /** Makes the session of an order; repeated for the same order, it gives the same session. */
    Answer create(PurchaseOrder order) {
        return ask(stripe -> stripe.v1().checkout().sessions().create(parameters(order), options(order)));
    }

    Answer find(String session) {
        return ask(stripe -> stripe.v1().checkout().sessions().retrieve(session));
    }

    /** Closes an open session, so that it cannot be paid any more; one that is not open stays as it is. */
    Answer close(String session) {
        return switch (find(session)) {
            case Answer.Found(var report)
            when report.status() == SessionReport.Status.OPEN ->
                ask(stripe -> stripe.v1().checkout().sessions().expire(session));
            case Answer other -> other;
        };
    }

    private interface Call {
        Session on(StripeClient stripe) throws StripeException;
    }

    private Answer ask(Call call) {
        if (client.isEmpty()) {
            LOG.warn("Payments are not set up: set ASCENT_STRIPE_API_KEY and ASCENT_STRIPE_WEBHOOK_SECRET.");
            return new Answer.Unavailable();
        }
        try {
            return new Answer.Found(SessionReport.of(call.on(client.get())));
        } catch (InvalidRequestException e) {
            if ("resource_missing".equals(e.getCode())) {
                return new Answer.Missing();
            }
            LOG.error("Stripe refused a request ({})", e.getRequestId(), e);
            return new Answer.Unavailable();
        } catch (StripeException e) {
            LOG.warn("Stripe did not answer: {}", e.getMessage());
            return new Answer.Unavailable();
        }
    }

    private SessionCreateParams parameters(PurchaseOrder order) {
        var product =
                LineItem.PriceData.ProductData.builder().setName(order.item()).build();
        var price = LineItem.PriceData.builder()
                .setCurrency(order.currency().toLowerCase(Locale.ROOT))
                .setUnitAmount(order.amountMinor())
                .setProductData(product)
                .build();
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setSuccessUrl(config.absolute("/account/orders/" + order.id() + "/return")
                        .toString())
                .setCancelUrl(config.absolute("/account/orders/" + order.id() + "/left")
                        .toString())
                .setClientReferenceId(order.id().toString())
                .setCustomerEmail(order.buyerEmail())
                .putMetadata("order", order.label())
                .addLineItem(
                        LineItem.builder().setQuantity(1L).setPriceData(price).build())
                .build();
    }

    /** The key names our own address too: where it changed, the parameters did, and Stripe refuses an old key for them. */
    private RequestOptions options(PurchaseOrder order) {
        String address = Integer.toHexString(config.publicUrl().hashCode());
        return RequestOptions.builder()
                .setIdempotencyKey("order-" + order.id() + "-" + address)
                .build();
    }
}
