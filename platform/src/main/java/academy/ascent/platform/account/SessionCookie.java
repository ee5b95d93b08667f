package academy.ascent.platform.account;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.server.netty.NettyHttpRequest;
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
import reactor.core.scheduler.Scheduler;
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
        var found = Mono.fromCallable(() -> accounts.bySession(token.get()))
                .subscribeOn(Schedulers.fromExecutor(blocking))
                .<Authentication>flatMap(Mono::justOrEmpty);
        return connection(request).map(found::publishOn).orElse(found);
    }

    /**
     * For a request that makes its connection a WebSocket, the thread that reads the connection: while another one made it
     * that, what a browser sends could meet the handlers of before, and be lost (micronaut-core issue 11252).
     */
    private static Optional<Scheduler> connection(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                        && request.getHeaders().contains(HttpHeaders.SEC_WEBSOCKET_KEY)
                ? Optional.of(
                        Schedulers.fromExecutor(netty.getChannelHandlerContext().executor()))
                : Optional.empty();
    }

    @Override
    public Optional<String> findSessionId(HttpRequest<?> request) {
        return token(request);
    }
}
