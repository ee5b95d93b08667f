package academy.ascent.reference.drift;

import academy.ascent.reference.drift.report.ColumnReport;
import academy.ascent.reference.drift.report.ColumnReport.Quality;
import academy.ascent.reference.statistics.CategorySketch;
import org.jspecify.annotations.Nullable;

/** A pane of a column of categories. */
final class CategoryPane implements ColumnPane {
    private final WatchedColumn column;
    private final Bins.OfCategories bins;
    private final Categories spelling;
    private final CategorySketch sketch;
    private final Counts counts;

    CategoryPane(WatchedColumn column, WatchedColumn.Content.Texts texts) {
        this.column = column;
        bins = texts.bins();
        spelling = texts.spelling();
        sketch = texts.reference().sketch();
        counts = new Counts(column);
    }

    @Override
    public void take(double number, @Nullable String text) {
        counts.values++;
        String category = column.holdsText() ? spelling.of(text) : spelling.of(number);
        if (category != null) {
            sketch.update(category);
            counts.bars[bins.bin(category)]++;
        } else if (column.holdsText() || Cells.isMissing(number)) {
            counts.missing++;
        } else {
            counts.notANumber++;
        }
    }

    @Override
    public void merge(ColumnPane other) {
        if (other instanceof CategoryPane pane) {
            sketch.merge(pane.sketch);
            counts.add(pane.counts);
        }
    }

    @Override
    public ColumnReport report() {
        Quality unforeseen = new Quality(
                "new-category",
                0,
                counts.share(sketch.ofNewCategory()),
                column.limits().newCategory());
        return counts.report(column, bins, sketch.drift(column.test(), column.threshold()), unforeseen);
    }
}
