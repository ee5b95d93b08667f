package academy.ascent.reference.tracing;

import org.jspecify.annotations.Nullable;

/** The trace of the request that the current thread works on, for whoever has something to add to it. */
public final class CurrentTrace {
    private static final ThreadLocal<Trace> CURRENT = new ThreadLocal<>();

    private CurrentTrace() {}

    /** The trace, or null where the request is not traced. */
    public static @Nullable Trace get() {
        return CURRENT.get();
    }

    /** Runs the task for that trace. */
    public static void run(Trace trace, Runnable task) {
        CURRENT.set(trace);
        try {
            task.run();
        } finally {
            CURRENT.remove();
        }
    }
}
