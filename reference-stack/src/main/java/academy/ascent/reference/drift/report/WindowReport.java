package academy.ascent.reference.drift.report;

import academy.ascent.reference.statistics.DriftResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One judged window.
 *
 * @param number counted from 1
 * @param rows how many rows it was judged by
 * @param shareThreshold the share of drifted columns from which on the data have drifted
 */
public record WindowReport(
        long number,
        Instant from,
        Instant to,
        long rows,
        List<ColumnReport> columns,
        double shareThreshold,
        Optional<ColumnReport> prediction) {
    /** How many columns could be compared. */
    public int compared() {
        return (int) columns.stream()
                .filter(column -> column.drift() instanceof DriftResult)
                .count();
    }

    /** How many columns drifted. */
    public int drifted() {
        return (int) columns.stream().filter(ColumnReport::isDrifted).count();
    }

    /** The share of drifted columns; 0 where none could be compared. */
    public double share() {
        return compared() == 0 ? 0 : (double) drifted() / compared();
    }

    /** Whether enough columns drifted. */
    public boolean dataDrifted() {
        return compared() > 0 && share() >= shareThreshold;
    }

    /** Whether the predictions drifted. */
    public boolean predictionDrifted() {
        return prediction.isPresent() && prediction.get().isDrifted();
    }

    /** Whether either did. */
    public boolean isDrifted() {
        return dataDrifted() || predictionDrifted();
    }
}
