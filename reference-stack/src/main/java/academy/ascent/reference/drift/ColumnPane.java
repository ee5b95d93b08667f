package academy.ascent.reference.drift;

import academy.ascent.reference.drift.report.ColumnReport;
import org.jspecify.annotations.Nullable;

/** What one column held during one pane, in memory that does not grow with the rows. */
sealed interface ColumnPane permits NumberPane, CategoryPane {
    /** Takes one value: the text where the column holds text, else the number. */
    void take(double number, @Nullable String text);

    /** Takes in another pane of the same column. */
    void merge(ColumnPane other);

    /** The column's verdict. */
    ColumnReport report();
}
