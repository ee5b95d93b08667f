package academy.ascent.reference.runtime;

/** What happens in a model, told to whoever counts it; on the thread where it happens. */
public interface ModelEvents {
    /** A session was opened. */
    default void loaded() {}

    /** The model ran once, for so many rows, in so many nanoseconds. */
    default void inferred(long nanos, int rows) {}

    /** The model's run took so much CPU time, measured at some runs and scaled to all. */
    default void usedCpu(long nanos) {}

    /** A request has to wait. */
    default void queued() {}

    /** A request that had to wait was taken up after so many nanoseconds. */
    default void waited(long nanos) {}

    /** A request was turned away, since too many wait or it waited for too long. */
    default void overloaded() {}

    /** So many requests were put together into one inference. */
    default void batched(int requests) {}

    /** A request was answered from the cache, or not. */
    default void cached(boolean hit) {}

    /** Whether batches were found to be cheaper, with the nanoseconds a row, alone and in the greatest batch. */
    default void batchMeasured(boolean cheaper, double nanosAlone, double nanosInBatch) {}
}
