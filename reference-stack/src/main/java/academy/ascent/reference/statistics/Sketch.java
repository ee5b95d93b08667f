package academy.ascent.reference.statistics;

/** Current values of one column in memory that does not grow with their number; for one thread at a time. */
public sealed interface Sketch permits NumericSketch, CategorySketch {
    /** How many values were taken in, without the missing ones. */
    long size();

    /** How many values were missing. */
    long missing();

    /** Compares with the reference by the test chosen for it, at the test's own threshold. */
    ColumnDrift drift();

    /** Compares with the reference by a given test. */
    ColumnDrift drift(DriftTest test, double threshold);
}
