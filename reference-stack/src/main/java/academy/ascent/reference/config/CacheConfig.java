package academy.ascent.reference.config;

import java.time.Duration;

/**
 * A model's response cache.
 *
 * @param maxBytes the greatest size of all that it holds
 * @param timeToLive how long an answer may be given again
 */
public record CacheConfig(long maxBytes, Duration timeToLive) {}
