package academy.ascent.reference.statistics;

/** Watches the mean of a stream of numbers in bounded memory; for one thread at a time. */
public sealed interface ChangeDetector permits AdaptiveWindow, PageHinkley {
    /** Takes one finite value and says whether the mean has changed by now. */
    boolean update(double value);
}
