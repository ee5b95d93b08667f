package academy.ascent.reference.drift;

import academy.ascent.reference.drift.report.ColumnReport;
import academy.ascent.reference.drift.report.ColumnReport.Quality;
import academy.ascent.reference.statistics.NumericSketch;
import org.jspecify.annotations.Nullable;

/** A pane of a column of numbers. */
final class NumberPane implements ColumnPane {
    private final WatchedColumn column;
    private final Bins.OfNumbers bins;
    private final NumericSketch sketch;
    private final double least;
    private final double greatest;
    private final Counts counts;
    private long outOfRange;

    NumberPane(WatchedColumn column, WatchedColumn.Content.Numbers numbers) {
        this.column = column;
        bins = numbers.bins();
        sketch = numbers.reference().sketch();
        least = numbers.reference().minimum();
        greatest = numbers.reference().maximum();
        counts = new Counts(column);
    }

    @Override
    public void take(double number, @Nullable String text) {
        counts.values++;
        if (!Double.isFinite(number)) {
            if (Cells.isMissing(number)) {
                counts.missing++;
            } else {
                counts.notANumber++;
            }
            return;
        }
        counts.bars[bins.bin(number)]++;
        if (number < least || number > greatest) {
            outOfRange++;
        }
        sketch.update(number);
    }

    @Override
    public void merge(ColumnPane other) {
        if (other instanceof NumberPane pane) {
            sketch.merge(pane.sketch);
            counts.add(pane.counts);
            outOfRange += pane.outOfRange;
        }
    }

    @Override
    public ColumnReport report() {
        Quality unforeseen = new Quality(
                "out-of-range", 0, counts.share(outOfRange), column.limits().outOfRange());
        return counts.report(column, bins, sketch.drift(column.test(), column.threshold()), unforeseen);
    }
}
