package academy.ascent.platform.web;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/** Answers requests whose body was swallowed because it was too large. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(TooLarge.AFTER_SIGN_IN)
final class TooLarge {
    /** Between Micronaut's sign-in filter (39,000) and the one that misses form tokens (39,100). */
    static final int AFTER_SIGN_IN = 39_050;

    private final ErrorPages errors;

    TooLarge(ErrorPages errors) {
        this.errors = errors;
    }

    static AscentException refusal() {
        return new AscentException(
                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                "too-large",
                "Too large",
                "What you sent is larger than this page takes (10 MB). Nothing was changed. Remove what does not belong into a submission, such as data sets, and send it again.");
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> refuse(HttpRequest<?> request) {
        return request.getHeaders().contains(OversizeBodies.LEFT_OUT) ? errors.answer(request, refusal()) : null;
    }
}
