package academy.ascent.platform.web;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.site.Href;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;

/** Answers requests that security turned away: strangers go to the sign-in page and come back after it. */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class RejectedRequests implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {
    private final ErrorPages errors;
    private final Pages pages;

    RejectedRequests(ErrorPages errors, Pages pages) {
        this.errors = errors;
        this.pages = pages;
    }

    @Override
    public MutableHttpResponse<?> handle(HttpRequest request, AuthorizationException e) {
        HttpRequest<?> typed = request;
        var reads = typed.getMethod() == HttpMethod.GET;
        if (reads && SignedIn.of(typed).isEmpty() && ErrorPages.wantsPage(typed)) {
            var query = typed.getUri().getRawQuery();
            var next = query == null ? typed.getPath() : typed.getPath() + "?" + query;
            return pages.go(Href.of("sign-in").with("next", next));
        }
        var message = reads
                ? "Your account may not see this page."
                : "This form has expired, or your account may not do this. "
                        + "Go back, reload the page and send it again; what you typed is still there.";
        return errors.answer(typed, AscentException.forbidden(message));
    }
}
