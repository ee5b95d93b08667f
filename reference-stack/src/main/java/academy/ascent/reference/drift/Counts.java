package academy.ascent.reference.drift;

import academy.ascent.reference.drift.report.ColumnReport;
import academy.ascent.reference.drift.report.ColumnReport.Picture;
import academy.ascent.reference.drift.report.ColumnReport.Quality;
import academy.ascent.reference.statistics.ColumnDrift;
import java.util.Arrays;
import java.util.List;

/** What panes of either kind count: values by bin, and those that have no bin. */
final class Counts {
    final long[] bars;
    long values;
    long missing;
    long notANumber;

    Counts(WatchedColumn column) {
        bars = new long[column.bars().size()];
    }

    void add(Counts other) {
        for (int i = 0; i < bars.length; i++) {
            bars[i] += other.bars[i];
        }
        values += other.values;
        missing += other.missing;
        notANumber += other.notANumber;
    }

    /** The report with these counts; {@code unforeseen} is the fault of values that the reference lacks. */
    ColumnReport report(WatchedColumn column, Bins bins, ColumnDrift drift, Quality unforeseen) {
        double shown = Math.max(1, Arrays.stream(bars).sum());
        return new ColumnReport(
                column.name(),
                column.isNumeric(),
                drift,
                new Picture(
                        bins.labels(),
                        column.bars(),
                        Arrays.stream(bars).mapToObj(count -> count / shown).toList()),
                List.of(
                        new Quality(
                                "missing",
                                column.missing(),
                                share(missing),
                                column.limits().missing()),
                        new Quality("nan", 0, share(notANumber), column.limits().notANumber()),
                        unforeseen));
    }

    double share(long faults) {
        return values == 0 ? 0 : (double) faults / values;
    }
}
