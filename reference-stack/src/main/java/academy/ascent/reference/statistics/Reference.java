package academy.ascent.reference.statistics;

/**
 * What streams are held against: a reference column, reduced to bounded memory; safe to share between threads.
 *
 * <p>Which test a sketch takes by default follows {@link DriftTest#chosenFor} with the reference's own values.
 */
public sealed interface Reference permits NumericReference, CategoricalReference {
    /** Reduces a column. */
    static Reference of(Column column) {
        return switch (column) {
            case NumericColumn numeric -> new NumericReference(numeric);
            case CategoricalColumn categorical -> new CategoricalReference(categorical);
        };
    }

    /** A new, empty sketch of current values. */
    Sketch sketch();

    /** The test that sketches take unless told otherwise. */
    DriftTest chosenTest();

    /** How many values the reference has, without the missing ones. */
    long size();
}
