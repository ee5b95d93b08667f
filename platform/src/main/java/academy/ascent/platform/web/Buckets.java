package academy.ascent.platform.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** Counts attempts by a key: so many at once, and as many more over a time. */
public final class Buckets {
    private final Duration refill;
    private final Cache<String, Bucket> buckets;

    /**
     * @param refill over which an empty bucket fills again
     */
    public Buckets(Duration refill) {
        this.refill = refill;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterAccess(refill)
                .build();
    }

    /**
     * Takes one attempt; false if none is left.
     *
     * @param attempts how many there are at once; the same for a key each time
     */
    public boolean take(String key, int attempts) {
        return buckets.get(
                        key,
                        _ -> Bucket.builder()
                                .addLimit(limit -> limit.capacity(attempts).refillGreedy(attempts, refill))
                                .build())
                .tryConsume(1);
    }
}
