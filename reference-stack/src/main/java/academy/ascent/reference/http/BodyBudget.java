package academy.ascent.reference.http;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many bytes of request bodies may be in memory at once, over all connections. Small bodies are not counted: the
 * number of connections bounds them, and a few slow uploads must not shut everybody else out.
 */
final class BodyBudget {
    /** Bodies up to this size are small. */
    static final int SMALL_BYTES = 8 << 10;

    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final LongAdder refused = new LongAdder();

    BodyBudget(long limit) {
        this.limit = limit;
    }

    /** Takes so many; false if there are not so many left. */
    boolean take(long bytes) {
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        refused.increment();
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }

    long refused() {
        return refused.sum();
    }
}
