package academy.ascent.reference.tracing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The span that the current thread works within, for whoever has something to add to it. */
public final class CurrentTrace {
    private static final ThreadLocal<Trace> CURRENT = new ThreadLocal<>();

    private CurrentTrace() {}

    /** The span, or null where the request is not traced. */
    public static @Nullable Trace get() {
        return CURRENT.get();
    }

    /** Runs the task within that span, or within none. */
    public static void run(@Nullable Trace trace, Runnable task) {
        var _ = call(trace, () -> {
            task.run();
            return true;
        });
    }

    /** What the task gives, run within that span, or within none; afterwards the thread is where it was. */
    public static <T> T call(@Nullable Trace trace, Supplier<T> task) {
        Trace before = CURRENT.get();
        set(trace);
        try {
            return task.get();
        } finally {
            set(before);
        }
    }

    private static void set(@Nullable Trace trace) {
        if (trace == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(trace);
        }
    }
}
