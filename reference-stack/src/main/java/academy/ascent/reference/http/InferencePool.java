package academy.ascent.reference.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads that infer, and a bounded queue before them. */
final class InferencePool {
    private final ThreadPoolExecutor threads;

    InferencePool(int workers, int queue) {
        // Platform threads: an inference is native code that would pin a virtual one.
        threads = new ThreadPoolExecutor(
                workers,
                workers,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().name("infer-", 0).factory());
        threads.prestartAllCoreThreads();
    }

    /** Starts the task soon; false if there are too many before it. */
    boolean offer(Runnable task) {
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
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
