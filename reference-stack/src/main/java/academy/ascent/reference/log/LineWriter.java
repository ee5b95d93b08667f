package academy.ascent.reference.log;

import java.io.PrintStream;

/** Writes lines for which nobody waits; beyond a bound they are dropped and counted. */
public final class LineWriter implements AutoCloseable {
    private static final int MOST_WAITING = 1024;

    private final LinesInBackground<String> lines;

    /** A writer to {@code out}, which it does not close. */
    public LineWriter(PrintStream out) {
        lines = new LinesInBackground<>("event-log", MOST_WAITING, some -> some.forEach(out::println));
    }

    /** Adds a line, or drops it. */
    void add(String line) {
        lines.add(line);
    }

    /** How many lines were dropped. */
    public long dropped() {
        return lines.dropped();
    }

    /** Writes what waits, as far as the output takes it soon. */
    @Override
    public void close() {
        lines.close();
    }
}
