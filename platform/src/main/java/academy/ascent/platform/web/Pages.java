package academy.ascent.platform.web;

import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.Site;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Turns a page into an answer: with the header for this viewer, a CSRF token, and what was just done. */
@Singleton
public final class Pages {
    private static final String FLASH = "flash";

    private final Site site = new Site();
    private final List<NavigationLink> navigation;
    private final CsrfTokens csrfTokens;
    private final AscentConfig config;

    Pages(List<NavigationLink> navigation, CsrfTokens csrfTokens, AscentConfig config) {
        this.navigation = List.copyOf(navigation);
        this.csrfTokens = csrfTokens;
        this.config = config;
    }

    public MutableHttpResponse<String> show(HttpRequest<?> request, Page page) {
        return show(request, page, HttpStatus.OK);
    }

    public MutableHttpResponse<String> show(HttpRequest<?> request, Page page, HttpStatus status) {
        var viewer = SignedIn.of(request);
        var token = csrfTokens.tokenFor(request);
        var flash = flash(request);
        var chrome = new Chrome(
                viewer.map(person -> new Chrome.Viewer(person.name(), person.email())),
                navigation.stream().flatMap(link -> link.link(viewer).stream()).toList(),
                request.getPath(),
                theme(request),
                token.value(),
                SecurityHeaders.nonce(request),
                flash);
        MutableHttpResponse<String> response = HttpResponse.<String>status(status)
                .contentType(MediaType.TEXT_HTML_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(site.render(page, chrome));
        token.fresh().ifPresent(response::cookie);
        if (flash.isPresent()) {
            response.cookie(cookie(FLASH, "", Duration.ZERO));
        }
        return response;
    }

    /** A part of a page without its surroundings, for a live stream or a script. */
    public String part(String template, Object part) {
        return site.renderPart(template, part);
    }

    /** Goes on to a page of this site after a form was accepted. */
    public MutableHttpResponse<String> go(Href href) {
        return HttpResponse.<String>status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, href.path());
    }

    /** Goes on, and says there what was just done. */
    public MutableHttpResponse<String> go(Href href, Chrome.Flash flash) {
        var text = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((flash.tone() + "|" + flash.text()).getBytes(StandardCharsets.UTF_8));
        return go(href).cookie(cookie(FLASH, text, Duration.ofMinutes(1)));
    }

    /** Goes to an outside service that a feature trusts. */
    public MutableHttpResponse<String> leaveTo(URI address) {
        return HttpResponse.<String>status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, address.toString());
    }

    /** A cookie that scripts cannot read and other sites do not send. */
    public Cookie cookie(String name, String value, Duration age) {
        return Cookie.of(name, value)
                .path("/")
                .httpOnly(true)
                .secure(config.secure())
                .sameSite(SameSite.Lax)
                .maxAge(age.toSeconds());
    }

    private static String theme(HttpRequest<?> request) {
        return request.getCookies()
                .findCookie("theme")
                .map(Cookie::getValue)
                .filter(value -> value.equals("light") || value.equals("dark"))
                .orElse("");
    }

    private static Optional<Chrome.Flash> flash(HttpRequest<?> request) {
        return request.getCookies()
                .findCookie(FLASH)
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .flatMap(Pages::parseFlash);
    }

    private static Optional<Chrome.Flash> parseFlash(String value) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8).split("\\|", 2);
            var known = List.of("good", "error", "warning").contains(text[0]);
            return text.length == 2 && known ? Optional.of(new Chrome.Flash(text[0], text[1])) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
