package academy.ascent.reference.statistics;

/** What comparing one column came to. */
public sealed interface ColumnDrift permits DriftResult, NotComparable {}
