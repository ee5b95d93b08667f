package academy.ascent.platform.account;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.session.SessionIdResolver;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Recognises people by their session cookie, and binds CSRF tokens to it. */
@Singleton
final class SessionCookie implements AuthenticationFetcher<HttpRequest<?>>, SessionIdResolver<HttpRequest<?>> {
    static final String NAME = "session";

    private final Accounts accounts;
    private final ExecutorService blocking;

    SessionCookie(Accounts accounts, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.accounts = accounts;
        this.blocking = blocking;
    }

    static Optional<String> token(HttpRequest<?> request) {
        return request.getCookies().findCookie(NAME).map(Cookie::getValue).filter(value -> !value.isBlank());
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        var token = token(request);
        if (token.isEmpty() || request.getPath().startsWith("/assets/")) {
            return Publishers.empty();
        }
        return Mono.fromCallable(() -> accounts.bySession(token.get()))
                .subscribeOn(Schedulers.fromExecutor(blocking))
                .flatMap(Mono::justOrEmpty);
    }

    @Override
    public Optional<String> findSessionId(HttpRequest<?> request) {
        return token(request);
    }
}
