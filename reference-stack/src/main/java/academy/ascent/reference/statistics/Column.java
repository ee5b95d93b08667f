package academy.ascent.reference.statistics;

/** One column of a data set, prepared once for any number of comparisons; safe to share between threads. */
public sealed interface Column permits NumericColumn, CategoricalColumn {
    /** How many values there are, without the missing ones. */
    long size();

    /** How many values were missing. */
    long missing();
}
