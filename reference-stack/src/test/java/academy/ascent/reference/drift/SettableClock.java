package academy.ascent.reference.drift;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is told to go on. */
final class SettableClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-01-05T10:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
