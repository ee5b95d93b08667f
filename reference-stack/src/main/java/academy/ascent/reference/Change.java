package academy.ascent.reference;

/** What is ready to take effect. */
interface Change {
    /** Nothing to do. */
    Change NONE = () -> {};

    /** Takes effect; it cannot fail any more. */
    void commit();

    /** Lets go of what was made ready, since another part refused the configuration. */
    default void discard() {}
}
