package academy.ascent.platform.account;

import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Buckets;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;

/** Slows down guessing: attempts an account and an address, refilled over minutes. */
@Singleton
final class Throttle {
    private static final int PER_ACCOUNT = 10;
    private static final int PER_ADDRESS = 100;

    private final Buckets buckets = new Buckets(Duration.ofMinutes(10));

    /**
     * Takes one attempt.
     *
     * @throws AscentException with status 429 when there were too many
     */
    void attempt(HttpRequest<?> request, String email) {
        var address = request.getRemoteAddress().getAddress().getHostAddress();
        if (!buckets.take("account " + email.toLowerCase(Locale.ROOT), PER_ACCOUNT)
                || !buckets.take("address " + address, PER_ADDRESS)) {
            throw new AscentException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-attempts",
                    "Too many attempts",
                    "There were too many attempts for this account or from your address. Wait a few minutes, then try again, or ask for a new password.");
        }
    }
}
