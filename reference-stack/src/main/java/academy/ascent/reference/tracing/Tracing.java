package academy.ascent.reference.tracing;

import org.jspecify.annotations.Nullable;

/** Begins traces. */
public interface Tracing extends AutoCloseable {
    /**
     * Begins a request's trace, or null where it is not sampled.
     *
     * @param parent the caller's W3C {@code traceparent}; its decision whether to sample is followed
     */
    @Nullable
    Trace begin(String name, @Nullable String parent, @Nullable String state);

    /** Sends off what waits, as far as that takes no long time. */
    @Override
    void close();
}
