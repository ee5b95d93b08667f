package academy.ascent.reference.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the runs of one model whose CPU time is measured: the first ones, and then one in so many by chance, each of
 * which stands for as many. Asking for a thread's CPU time is a call into the kernel, too slow for every run.
 */
public final class CpuSampling {
    private static final int ONE_IN = 64;
    private static final Duration AFTER_START = Duration.ofSeconds(1);
    private static volatile @Nullable ThreadMXBean threads;

    private int measured;

    CpuSampling() {}

    /** Begins to measure soon: loading Java's management classes takes tens of milliseconds that no request pays. */
    public static void beginSoon() {
        Thread.ofPlatform().daemon().name("cpu-sampling").start(() -> {
            try {
                Thread.sleep(AFTER_START);
                ThreadMXBean bean = ManagementFactory.getThreadMXBean();
                threads = bean.isCurrentThreadCpuTimeSupported() ? bean : null;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** 0 where this run is not measured. Threads may overwrite each other's count, which only measures some more. */
    int runsThatThisStandsFor() {
        if (threads == null) {
            return 0;
        }
        if (measured < ONE_IN) {
            measured++;
            return 1;
        }
        return ThreadLocalRandom.current().nextInt(ONE_IN) == 0 ? ONE_IN : 0;
    }

    /** CPU time of the current thread. */
    static long threadNanos() {
        ThreadMXBean bean = threads;
        return bean == null ? 0 : bean.getCurrentThreadCpuTime();
    }
}
