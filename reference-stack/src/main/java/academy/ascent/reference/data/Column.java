package academy.ascent.reference.data;

/** One column of {@link ReferenceData}; each record holds its array without copying it. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public sealed interface Column {
    /** As the header names it. */
    String name();

    /**
     * A column whose every cell is a finite number or missing.
     *
     * @param values NaN where the cell is missing
     */
    record Numbers(String name, double[] values) implements Column {}

    /**
     * A column with at least one cell that is no number.
     *
     * @param values empty where the cell is missing
     * @param textLine the line, counted from 1, of the first cell that is no number
     */
    record Texts(String name, String[] values, int textLine) implements Column {}
}
