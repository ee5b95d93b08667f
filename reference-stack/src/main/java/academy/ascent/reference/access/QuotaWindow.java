package academy.ascent.reference.access;

import academy.ascent.reference.config.TenantConfig.Quota;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** What a tenant has used of its quota in the current day or month of UTC. */
final class QuotaWindow {
    private record Current(LocalDate start, Instant end, AtomicLong used) {}

    private final Quota quota;
    private final InstantSource clock;
    private volatile Current current;

    QuotaWindow(Quota quota, InstantSource clock) {
        this.quota = quota;
        this.clock = clock;
        this.current = at(clock.instant(), 0);
    }

    private Current at(Instant now, long used) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate start = switch (quota.window()) {
            case DAY -> today;
            case MONTH -> today.withDayOfMonth(1);
        };
        LocalDate end = switch (quota.window()) {
            case DAY -> start.plusDays(1);
            case MONTH -> start.plusMonths(1);
        };
        return new Current(start, end.atStartOfDay(ZoneOffset.UTC).toInstant(), new AtomicLong(used));
    }

    /** Takes one request of it; false if nothing is left. */
    boolean take() {
        AtomicLong used = now().used();
        // Never decremented below the limit again within a window, so a refusal is never a false one.
        if (used.incrementAndGet() <= quota.requests()) {
            return true;
        }
        used.decrementAndGet();
        return false;
    }

    private Current now() {
        Current window = current;
        Instant now = clock.instant();
        return now.isBefore(window.end()) ? window : next(now);
    }

    private synchronized Current next(Instant now) {
        if (!now.isBefore(current.end())) {
            current = at(now, 0);
        }
        return current;
    }

    /** Goes on from what was used before, if that was in the same window. */
    synchronized void resume(LocalDate start, long used) {
        if (now().start().equals(start)) {
            current = at(clock.instant(), Math.min(used, quota.requests()));
        }
    }

    int limit() {
        return quota.requests();
    }

    LocalDate start() {
        return now().start();
    }

    long used() {
        return Math.min(now().used().get(), quota.requests());
    }

    Instant end() {
        return now().end();
    }

    /** The time until the quota begins anew. */
    Duration left() {
        return Duration.between(clock.instant(), end());
    }
}
