package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig.Quality;
import academy.ascent.reference.statistics.CategoricalReference;
import academy.ascent.reference.statistics.DriftTest;
import academy.ascent.reference.statistics.NumericReference;
import java.util.List;

/**
 * One column that a monitor watches.
 *
 * @param holdsText whether its values come as text
 * @param bars the reference's shares by bin
 * @param missing the reference's share of missing values
 * @param limits by how much its faults may exceed the reference's
 */
record WatchedColumn(
        String name,
        boolean holdsText,
        Content content,
        DriftTest test,
        double threshold,
        List<Double> bars,
        double missing,
        Quality limits) {
    boolean isNumeric() {
        return content instanceof Content.Numbers;
    }

    /** An empty pane of this column. */
    ColumnPane pane() {
        return switch (content) {
            case Content.Numbers numbers -> new NumberPane(this, numbers);
            case Content.Texts texts -> new CategoryPane(this, texts);
        };
    }

    /** What a column holds, and what that is held against. */
    sealed interface Content {
        /** Numbers. */
        record Numbers(NumericReference reference, Bins.OfNumbers bins) implements Content {}

        /** Categories, in one spelling. */
        record Texts(CategoricalReference reference, Bins.OfCategories bins, Categories spelling) implements Content {}
    }
}
