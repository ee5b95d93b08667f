package academy.ascent.platform.account;

import academy.ascent.platform.web.AscentException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
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
    private static final Duration REFILL = Duration.ofMinutes(10);

    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(REFILL).build();

    /**
     * Takes one attempt.
     *
     * @throws AscentException with status 429 when there were too many
     */
    void attempt(HttpRequest<?> request, String email) {
        var address = request.getRemoteAddress().getAddress().getHostAddress();
        if (!take("account " + email.toLowerCase(Locale.ROOT), PER_ACCOUNT)
                || !take("address " + address, PER_ADDRESS)) {
            throw new AscentException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-attempts",
                    "Too many attempts",
                    "There were too many attempts for this account or from your address. Wait a few minutes, then try again, or ask for a new password.");
        }
    }

    private boolean take(String key, int attempts) {
        return buckets.get(
                        key,
                        _ -> Bucket.builder()
                                .addLimit(limit -> limit.capacity(attempts).refillGreedy(attempts, REFILL))
                                .build())
                .tryConsume(1);
    }
}
