package academy.ascent.platform.web;

import academy.ascent.site.Href;
import academy.ascent.site.web.MessagePage;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.server.exceptions.NotAcceptableException;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Provider;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns breakage into an answer: a page for people, problem details (RFC 9457) for programs. */
@Controller
@Produces(MediaType.ALL)
@Secured(SecurityRule.IS_ANONYMOUS)
final class ErrorPages {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    private final Pages pages;
    private final Provider<RejectedRequests> rejected;

    ErrorPages(Pages pages, Provider<RejectedRequests> rejected) {
        this.pages = pages;
        this.rejected = rejected;
    }

    @Error(global = true, exception = AscentException.class)
    HttpResponse<?> refused(HttpRequest<?> request, AscentException e) {
        return answer(request, e);
    }

    /** Named here, since the catch-all below would take it from its own handler. */
    @Error(global = true, exception = AuthorizationException.class)
    HttpResponse<?> rejected(HttpRequest<?> request, AuthorizationException e) {
        return rejected.get().handle(request, e);
    }

    @Error(global = true, exception = ContentLengthExceededException.class)
    HttpResponse<?> tooLarge(HttpRequest<?> request, ContentLengthExceededException e) {
        return answer(request, TooLarge.refusal());
    }

    @Error(global = true, exception = UnsatisfiedRouteException.class)
    HttpResponse<?> incomplete(HttpRequest<?> request, UnsatisfiedRouteException e) {
        return answer(
                request,
                AscentException.badRequest(
                        "incomplete",
                        "Something is missing from what was sent: "
                                + e.getArgument().getName() + ". Go back and fill it in."));
    }

    @Error(global = true, exception = ConversionErrorException.class)
    HttpResponse<?> unreadable(HttpRequest<?> request, ConversionErrorException e) {
        return answer(
                request,
                AscentException.badRequest(
                        "unreadable",
                        "A part of what was sent cannot be read: "
                                + e.getArgument().getName() + ". Go back and correct it."));
    }

    @Error(global = true, exception = NotAcceptableException.class)
    HttpResponse<?> notAcceptable(HttpRequest<?> request, NotAcceptableException e) {
        return answer(
                request,
                new AscentException(
                        HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "Not in this form", e.getMessage() + "."));
    }

    @Error(global = true, status = HttpStatus.NOT_FOUND)
    HttpResponse<?> notFound(HttpRequest<?> request) {
        return answer(request, AscentException.notFound("This page"));
    }

    @Error(global = true, status = HttpStatus.METHOD_NOT_ALLOWED)
    HttpResponse<?> wrongMethod(HttpRequest<?> request) {
        return answer(
                request,
                new AscentException(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method-not-allowed",
                        "Not here",
                        "This address does not take " + request.getMethod() + "."));
    }

    @Error(global = true)
    HttpResponse<?> broken(HttpRequest<?> request, Throwable e) {
        LOG.error("{} {} failed", request.getMethod(), request.getPath(), e);
        return answer(
                request,
                new AscentException(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal",
                        "Something broke on our side",
                        "This is our fault, not yours. Nothing that you saved before is lost. Try again in a moment."));
    }

    MutableHttpResponse<?> answer(HttpRequest<?> request, AscentException e) {
        if (wantsPage(request)) {
            var page = new MessagePage(
                    e.title(),
                    Integer.toString(e.status().getCode()),
                    e.getMessage(),
                    Optional.of(new MessagePage.Action("Back to the start", Href.of())));
            return pages.show(request, page, e.status());
        }
        MutableHttpResponse<Map<String, Object>> problem = HttpResponse.status(e.status());
        return problem.contentType("application/problem+json")
                .body(Map.of(
                        "type",
                        "about:blank",
                        "title",
                        e.title(),
                        "status",
                        e.status().getCode(),
                        "code",
                        e.code(),
                        "detail",
                        e.getMessage()));
    }

    static boolean wantsPage(HttpRequest<?> request) {
        return request.accept().stream().anyMatch(type -> type.getName().equals(MediaType.TEXT_HTML));
    }
}
