package academy.ascent.platform.web;

import academy.ascent.site.Assets;
import academy.ascent.site.Href;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
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
import java.util.Map;

/** Styles, scripts, fonts, the icon, and the theme switch. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_ANONYMOUS)
final class StaticFiles {
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");
    private static final String ICON = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#3d7c98" stroke-width="2.5" \
            stroke-linecap="round" stroke-linejoin="round"><path d="M2 20 9 8l4 6 3-5 6 11"/></svg>
            """;

    private final Pages pages;

    StaticFiles(Pages pages) {
        this.pages = pages;
    }

    @Get("/assets/{name}")
    @Produces(MediaType.ALL)
    HttpResponse<byte[]> asset(String name) {
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw AscentException.notFound("This file");
        }
        return Assets.read(name)
                .map(bytes -> HttpResponse.ok(bytes)
                        .contentType(type)
                        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable"))
                .orElseThrow(() -> AscentException.notFound("This file"));
    }

    @Get("/favicon.svg")
    @Produces(MediaType.ALL)
    HttpResponse<String> icon() {
        return HttpResponse.ok(ICON)
                .contentType("image/svg+xml")
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=86400");
    }

    /** Switches the theme where scripts do not run. */
    @Post("/theme")
    @Produces(MediaType.TEXT_HTML)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    MutableHttpResponse<String> theme(HttpRequest<?> request, @Body Map<String, String> form) {
        var dark = request.getCookies()
                .findCookie("theme")
                .map(cookie -> cookie.getValue().equals("dark"))
                .orElse(false);
        return pages.go(ReturnPath.of(form.get("back"), Href.of()))
                .cookie(pages.cookie("theme", dark ? "light" : "dark", Duration.ofDays(365))
                        .httpOnly(false));
    }
}
