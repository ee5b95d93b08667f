package academy.ascent.platform.billing;

import academy.ascent.platform.web.AscentException;
import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.model.checkout.Session;
import com.stripe.net.Webhook;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes Stripe's events; the signature over the raw body is the only proof of who sent them. */
@Controller("/webhooks/stripe")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_ANONYMOUS)
final class WebhookController {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookController.class);
    private static final Set<String> TYPES = Set.of(
            "checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.expired");

    private final BillingConfig config;
    private final Settlement settlement;
    private final InstantSource clock;

    WebhookController(BillingConfig config, Settlement settlement, InstantSource clock) {
        this.config = config;
        this.settlement = settlement;
        this.clock = clock;
    }

    @Post
    @Consumes(MediaType.ALL)
    @Produces(MediaType.ALL)
    HttpResponse<String> receive(@Nullable @Body byte[] body, @Nullable @Header("Stripe-Signature") String signature)
            throws EventDataObjectDeserializationException {
        var secret = config.webhookSecret().orElseThrow(() -> AscentException.notFound("A webhook endpoint"));
        Event event;
        try {
            event = Webhook.constructEvent(
                    body == null ? "" : new String(body, StandardCharsets.UTF_8),
                    signature == null ? "" : signature,
                    secret,
                    Webhook.DEFAULT_TOLERANCE,
                    clock.withZone(ZoneOffset.UTC));
        } catch (SignatureVerificationException refused) {
            LOG.warn("A webhook was refused: {}", refused.getMessage());
            return HttpResponse.badRequest("The signature does not fit, or it is too old. Nothing was changed.");
        }
        return HttpResponse.ok(TYPES.contains(event.getType()) ? take(event) : "Not ours to handle.");
    }

    /** The endpoint's version may be older or newer than our client's; the few fields that we read are in all of them. */
    private String take(Event event) throws EventDataObjectDeserializationException {
        var deserializer = event.getDataObjectDeserializer();
        var object = deserializer.getObject().isPresent()
                ? deserializer.getObject().get()
                : deserializer.deserializeUnsafe();
        return object instanceof Session session
                ? settlement
                        .take(event.getId(), event.getType(), SessionReport.of(session))
                        .name()
                : "Not ours to handle.";
    }
}
