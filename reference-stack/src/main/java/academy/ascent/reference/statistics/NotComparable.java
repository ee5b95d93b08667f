package academy.ascent.reference.statistics;

/** A column that has too few values on one side to be compared, and why. */
public record NotComparable(String reason) implements ColumnDrift {}
