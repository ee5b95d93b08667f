package academy.ascent.reference.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Has lines written on a thread of its own, for an output that may stand still, such as a pipe that nobody reads:
 * whoever adds one never waits, and beyond a bound they are dropped and counted.
 */
final class LinesInBackground<T> implements AutoCloseable {
    private static final int AT_ONCE = 256;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    private final BlockingQueue<T> waiting;
    private final Consumer<List<T>> output;
    private final LongAdder dropped = new LongAdder();
    private final Thread writer;
    private volatile boolean ended;

    /**
     * Starts the thread.
     *
     * @param mostWaiting how many lines may wait
     * @param output writes some of them, in the order in which they were added; may take its time
     */
    LinesInBackground(String thread, int mostWaiting, Consumer<List<T>> output) {
        this.waiting = new ArrayBlockingQueue<>(mostWaiting);
        this.output = output;
        this.writer = Thread.ofPlatform().daemon().name(thread).start(this::write);
    }

    /** Adds a line, or drops it. */
    void add(T line) {
        if (!waiting.offer(line)) {
            dropped.increment();
        }
    }

    /** How many lines were dropped. */
    long dropped() {
        return dropped.sum();
    }

    private void write() {
        List<T> lines = new ArrayList<>(AT_ONCE);
        try {
            while (true) {
                T first = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    lines.add(first);
                    waiting.drainTo(lines, AT_ONCE - 1);
                    output.accept(lines);
                    lines.clear();
                } else if (ended) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits, as far as the output takes it soon. */
    @Override
    public void close() {
        ended = true;
        try {
            writer.join(LAST_LINES);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
