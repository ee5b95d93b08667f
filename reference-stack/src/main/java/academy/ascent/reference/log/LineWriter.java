package academy.ascent.reference.log;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes lines on a thread of its own, for an output that may stand still, such as a pipe that nobody reads: whoever
 * adds a line never waits, and beyond a bound lines are dropped and counted.
 */
public final class LineWriter implements AutoCloseable {
    private static final int MOST_WAITING = 1024;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    private final PrintStream out;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder dropped = new LongAdder();
    private final Thread writer;
    private volatile boolean ended;

    /** A writer to {@code out}, which it does not close. */
    public LineWriter(PrintStream out) {
        this.out = out;
        this.writer = Thread.ofPlatform().daemon().name("event-log").start(this::write);
    }

    /** Adds a line, or drops it. */
    void add(String line) {
        if (!waiting.offer(line)) {
            dropped.increment();
        }
    }

    /** How many lines were dropped. */
    public long dropped() {
        return dropped.sum();
    }

    private void write() {
        try {
            while (true) {
                String line = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (line != null) {
                    out.println(line);
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
