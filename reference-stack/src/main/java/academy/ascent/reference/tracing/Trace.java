package academy.ascent.reference.tracing;

import org.jspecify.annotations.Nullable;

/** A span of a sampled request, to which others can be added; safe for use by several threads. */
public interface Trace {
    /** The trace's id, 32 hexadecimal digits. */
    String id();

    /** This span as a W3C {@code traceparent}. */
    String header();

    /** Begins a span below this one; it must be {@linkplain #end(boolean) ended}, and may end after this one. */
    Trace begin(String name);

    /** Notes something of this span; nothing where the value is null. */
    void note(String name, @Nullable String value);

    /** Notes a number of this span. */
    void note(String name, long value);

    /** Ends this span. */
    void end(boolean failed);

    /**
     * Adds what took place within this span.
     *
     * @param startNanos by {@link System#nanoTime}
     * @param endNanos by {@link System#nanoTime}
     * @param detail of it, under the name {@code ascent.detail}; null for none
     */
    void span(String name, long startNanos, long endNanos, @Nullable String detail);

    /** Ends the span of a request over HTTP, by its status. */
    void end(String path, @Nullable String model, @Nullable String version, @Nullable String tenant, int status);
}
