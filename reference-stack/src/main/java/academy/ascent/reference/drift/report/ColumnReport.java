package academy.ascent.reference.drift.report;

import academy.ascent.reference.statistics.ColumnDrift;
import academy.ascent.reference.statistics.DriftResult;
import java.util.List;

/** One column of a judged window. */
public record ColumnReport(String name, boolean numeric, ColumnDrift drift, Picture picture, List<Quality> quality) {
    /** Whether its test says so. */
    public boolean isDrifted() {
        return drift instanceof DriftResult result && result.drifted();
    }

    /**
     * How often a fault occurs.
     *
     * @param fault {@code missing}, {@code nan}, {@code out-of-range} or {@code new-category}
     * @param reference its share in the reference data
     * @param current its share in the window
     * @param limit by how much the second may exceed the first
     */
    public record Quality(String fault, double reference, double current, double limit) {
        /** Whether it exceeds it by more. */
        public boolean isAlert() {
            return current - reference > limit;
        }
    }

    /**
     * The column's distribution then and now.
     *
     * @param bins what each bar stands for
     * @param reference shares by bin, which sum to 1 or are all 0
     * @param current likewise
     */
    public record Picture(List<String> bins, List<Double> reference, List<Double> current) {}
}
