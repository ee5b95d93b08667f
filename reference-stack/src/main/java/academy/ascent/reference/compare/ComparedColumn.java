package academy.ascent.reference.compare;

import academy.ascent.reference.statistics.Column;
import academy.ascent.reference.statistics.ColumnDrift;
import academy.ascent.reference.statistics.NumericColumn;

/** One column of both files and what comparing it came to. */
record ComparedColumn(String name, Column reference, Column current, ColumnDrift drift) {
    String type() {
        return reference instanceof NumericColumn ? "numeric" : "categorical";
    }
}
