package academy.ascent.reference.http;

import java.time.Duration;

/** Limits that a test reaches soon. */
final class TestLimits {
    static final Limits SMALL = new Limits(
            4096,
            4096,
            8,
            1,
            1,
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            Duration.ofSeconds(5));

    private TestLimits() {}
}
