package academy.ascent.platform.web;

import academy.ascent.platform.config.AscentConfig;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** Headers on every answer; the content security policy allows no inline script. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SecurityHeaders {
    private static final String NONCE = "ascent.nonce";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AscentConfig config;
    private final List<String> formTargets;

    /**
     * @param formTargets origins outside this site that a form may lead to, such as the payment page
     */
    SecurityHeaders(
            AscentConfig config,
            @Property(name = "ascent.web.form-targets", defaultValue = "") List<String> formTargets) {
        this.config = config;
        this.formTargets = List.copyOf(formTargets);
    }

    static String nonce(HttpRequest<?> request) {
        return request.getAttribute(NONCE, String.class).orElse("");
    }

    @RequestFilter
    void mark(HttpRequest<?> request) {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        request.setAttribute(NONCE, Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    @ResponseFilter
    void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.getHeaders()
                .add("Content-Security-Policy", policy(nonce(request)))
                .add("X-Content-Type-Options", "nosniff")
                .add("Referrer-Policy", "same-origin")
                .add("Cross-Origin-Opener-Policy", "same-origin")
                .add("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        if (config.secure()) {
            response.getHeaders().add("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private String policy(String nonce) {
        return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce
                + "'; img-src 'self' data:; "
                + "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
                + "form-action 'self' " + String.join(" ", formTargets);
    }
}
