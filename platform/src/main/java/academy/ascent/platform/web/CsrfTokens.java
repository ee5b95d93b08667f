package academy.ascent.platform.web;

import academy.ascent.platform.config.AscentConfig;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.security.csrf.generator.CsrfTokenGenerator;
import io.micronaut.security.csrf.validator.CsrfTokenValidator;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The token that every form carries: signed, bound to the session, and compared with a cookie (OWASP's signed double-submit
 * cookie, as Micronaut Security implements it).
 */
@Singleton
final class CsrfTokens {
    static final String COOKIE = "csrfToken";

    private final CsrfTokenGenerator<HttpRequest<?>> generator;
    private final CsrfTokenValidator<HttpRequest<?>> validator;
    private final AscentConfig config;

    CsrfTokens(
            CsrfTokenGenerator<HttpRequest<?>> generator,
            CsrfTokenValidator<HttpRequest<?>> validator,
            AscentConfig config) {
        this.generator = generator;
        this.validator = validator;
        this.config = config;
    }

    /** The token that this browser already holds, or a fresh one with the cookie that brings it there. */
    Token tokenFor(HttpRequest<?> request) {
        var held = request.getCookies()
                .findCookie(COOKIE)
                .map(Cookie::getValue)
                .filter(value -> validator.validateCsrfToken(request, value));
        if (held.isPresent()) {
            return new Token(held.get(), Optional.empty());
        }
        var value = generator.generateCsrfToken(request);
        var cookie = Cookie.of(COOKIE, value)
                .path("/")
                .httpOnly(true)
                .secure(config.secure())
                .sameSite(SameSite.Strict);
        return new Token(value, Optional.of(cookie));
    }

    record Token(String value, Optional<Cookie> fresh) {}
}
