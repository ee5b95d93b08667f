package academy.ascent.reference.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads for work that would hold up an event loop, and a bounded queue before them. */
final class OffloadPool {
    private final ThreadPoolExecutor threads;

    OffloadPool(int workers, int queue) {
        threads = new ThreadPoolExecutor(
                workers,
                workers,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().daemon().name("offload-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Starts the task soon; false if there are too many before it. */
    boolean offer(Runnable task) {
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        } catch (OutOfMemoryError _) {
            // What the system says when it has no further thread.
            return false;
        }
    }

    int waiting() {
        return threads.getQueue().size();
    }

    /** Ends the threads; what is queued is dropped. */
    void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
