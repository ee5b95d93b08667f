package academy.ascent.reference.runtime;

/** Is told what a model does; called by the thread that does it. */
public interface ModelEvents {
    /** A session was opened. */
    void loaded();

    /** The model ran for so many nanoseconds. */
    void inferred(long nanos);
}
