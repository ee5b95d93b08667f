package academy.ascent.reference.drift;

import academy.ascent.reference.drift.report.ColumnReport;
import academy.ascent.reference.drift.report.ColumnReport.Picture;
import academy.ascent.reference.drift.report.ColumnReport.Quality;
import academy.ascent.reference.statistics.CategorySketch;
import academy.ascent.reference.statistics.NumericReference;
import academy.ascent.reference.statistics.NumericSketch;
import academy.ascent.reference.statistics.Sketch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one column held during one pane, in memory that does not grow with the rows. */
final class ColumnPane {
    private final WatchedColumn column;
    private final Sketch sketch;
    private final long[] bars;
    private long values;
    private long missing;
    private long notANumber;
    private long unforeseen;

    ColumnPane(WatchedColumn column) {
        this.column = column;
        sketch = column.reference().sketch();
        bars = new long[column.bars().size()];
    }

    void take(double number, @Nullable String text) {
        values++;
        switch (sketch) {
            case NumericSketch numbers -> takeNumber(numbers, number);
            case CategorySketch categories -> takeCategory(categories, number, text);
        }
    }

    private void takeNumber(NumericSketch numbers, double number) {
        if (Double.isNaN(number) && Cells.isMissing(number)) {
            missing++;
        } else if (!Double.isFinite(number)) {
            notANumber++;
        } else if (column.bins() instanceof Bins.OfNumbers bins
                && column.reference() instanceof NumericReference reference) {
            bars[bins.bin(number)]++;
            if (number < reference.minimum() || number > reference.maximum()) {
                unforeseen++;
            }
        }
        numbers.update(number);
    }

    private void takeCategory(CategorySketch categories, double number, @Nullable String text) {
        Categories spelling = column.categories().orElseThrow();
        String category = column.holdsText() ? spelling.of(text) : spelling.of(number);
        categories.update(category);
        if (category != null && column.bins() instanceof Bins.OfCategories bins) {
            bars[bins.bin(category)]++;
        } else if (column.holdsText() || Cells.isMissing(number)) {
            missing++;
        } else {
            notANumber++;
        }
    }

    /** Takes in another pane of the same column. */
    void merge(ColumnPane other) {
        if (sketch instanceof NumericSketch mine && other.sketch instanceof NumericSketch theirs) {
            mine.merge(theirs);
        } else if (sketch instanceof CategorySketch mine && other.sketch instanceof CategorySketch theirs) {
            mine.merge(theirs);
        }
        for (int i = 0; i < bars.length; i++) {
            bars[i] += other.bars[i];
        }
        values += other.values;
        missing += other.missing;
        notANumber += other.notANumber;
        unforeseen += other.unforeseen;
    }

    ColumnReport report() {
        double shown = Math.max(1, Arrays.stream(bars).sum());
        List<Double> current =
                Arrays.stream(bars).mapToObj(count -> count / shown).toList();
        return new ColumnReport(
                column.name(),
                sketch instanceof NumericSketch,
                sketch.drift(column.test(), column.threshold()),
                new Picture(column.bins().labels(), column.bars(), current),
                quality());
    }

    private List<Quality> quality() {
        var limits = column.limits();
        Quality absent = new Quality("missing", column.missing(), share(missing), limits.missing());
        Quality nan = new Quality("nan", 0, share(notANumber), limits.notANumber());
        return switch (sketch) {
            case NumericSketch _ ->
                List.of(absent, nan, new Quality("out-of-range", 0, share(unforeseen), limits.outOfRange()));
            case CategorySketch categories ->
                List.of(
                        absent,
                        nan,
                        new Quality("new-category", 0, share(categories.ofNewCategory()), limits.newCategory()));
        };
    }

    private double share(long faults) {
        return values == 0 ? 0 : (double) faults / values;
    }
}
