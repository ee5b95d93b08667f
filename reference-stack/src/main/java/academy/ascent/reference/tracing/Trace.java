package academy.ascent.reference.tracing;

import org.jspecify.annotations.Nullable;

/** One sampled request's trace; safe for use by several threads. */
public interface Trace {
    /** The trace's id, 32 hexadecimal digits. */
    String id();

    /** The request's span as a W3C {@code traceparent}. */
    String header();

    /**
     * Adds what took place within the request.
     *
     * @param startNanos by {@link System#nanoTime}
     * @param endNanos by {@link System#nanoTime}
     * @param detail of it, under the name {@code ascent.detail}; null for none
     */
    void span(String name, long startNanos, long endNanos, @Nullable String detail);

    /** Ends the request's own span, by its HTTP status. */
    void end(String path, @Nullable String model, @Nullable String version, @Nullable String tenant, int status);
}
