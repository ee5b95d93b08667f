package academy.ascent.grader.host;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * When and how much CPU time the hypervisor took from all cores, looked at ten times a second, so that it can be taken off
 * what was measured at that moment.
 */
public final class StealLog implements AutoCloseable {
    /** Work that piled up while a core was away is done within this time, if the core is not nearly always busy. */
    private static final Duration CATCHING_UP = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final long TICK_NANOS = 10_000_000;

    private final List<Theft> thefts = new CopyOnWriteArrayList<>();
    private final Thread watcher;

    private StealLog(boolean watching) {
        this.watcher = Thread.ofVirtual().name("steal").unstarted(this::look);
        if (watching) {
            watcher.start();
        }
    }

    /**
     * A span in which time was taken.
     *
     * @param from of {@link System#nanoTime}
     * @param to of {@link System#nanoTime}
     * @param nanos how much, over all cores together
     */
    public record Theft(long from, long to, long nanos) {}

    /** Begins to watch this host. */
    public static StealLog watch() {
        return new StealLog(true);
    }

    /** A log of the past. */
    public static StealLog of(List<Theft> thefts) {
        StealLog log = new StealLog(false);
        log.thefts.addAll(thefts);
        return log;
    }

    /**
     * How much later a piece of work can have ended because of what was taken, in nanoseconds: on a server that works
     * whenever there is work, a delay cannot be longer than the time that was taken while it lasted.
     *
     * @param from when the work was meant to start, of {@link System#nanoTime}
     * @param to when it ended
     */
    public long delay(long from, long to) {
        return thefts.stream()
                .filter(theft -> theft.to > from - CATCHING_UP.toNanos() && theft.from < to)
                .mapToLong(Theft::nanos)
                .sum();
    }

    private void look() {
        long at = System.nanoTime();
        long steal = CpuTimes.read(List.of()).steal();
        try {
            while (true) {
                Thread.sleep(LOOK);
                long now = System.nanoTime();
                long total = CpuTimes.read(List.of()).steal();
                if (total > steal) {
                    thefts.add(new Theft(at, now, (total - steal) * TICK_NANOS));
                }
                at = now;
                steal = total;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops watching; what was seen stays. */
    @Override
    public void close() {
        watcher.interrupt();
    }
}
