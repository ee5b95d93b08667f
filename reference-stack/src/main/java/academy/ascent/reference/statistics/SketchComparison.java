package academy.ascent.reference.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The two-sample tests on counts in the same {@link Cells}, as exactly as the counts allow. */
final class SketchComparison {
    private static final double SMALLEST_DEVIATION = 0.001;

    private final NumericReference reference;
    private final NumericSketch current;
    private final Cells cells;

    SketchComparison(NumericReference reference, NumericSketch current) {
        this.reference = reference;
        this.current = current;
        cells = reference.cells();
    }

    ColumnDrift drift(DriftTest test, double threshold) {
        return switch (test) {
            case KOLMOGOROV_SMIRNOV -> kolmogorovSmirnov(threshold);
            case WASSERSTEIN -> test.measured(wasserstein(), threshold);
            case POPULATION_STABILITY -> test.measured(binned().populationStability(), threshold);
            case JENSEN_SHANNON -> test.measured(binned().jensenShannon(), threshold);
            case CHI_SQUARE -> cells.separate() ? byValue().chiSquare(threshold) : tooManyValues();
            case PROPORTIONS -> cells.separate() ? byValue().proportions(threshold) : tooManyValues();
        };
    }

    private static NotComparable tooManyValues() {
        return new NotComparable("the reference has too many distinct values for a test on their counts");
    }

    /** The greatest difference of the distribution functions at the cells' edges. */
    private DriftResult kolmogorovSmirnov(double threshold) {
        double n = reference.size();
        double m = current.size();
        double greatest = 0;
        long ofReference = 0;
        long ofCurrent = 0;
        for (int cell = 0; cell < cells.count(); cell++) {
            ofReference += reference.values().counts()[cell];
            ofCurrent += current.counts()[cell];
            greatest = Math.max(greatest, Math.abs(ofReference / n - ofCurrent / m));
        }
        double pValue = KolmogorovDistribution.survival(greatest, n * m / (n + m));
        return DriftTest.KOLMOGOROV_SMIRNOV.tested(greatest, pValue, threshold);
    }

    /** The sum over the cells of the absolute area between the distribution functions. */
    private double wasserstein() {
        double n = reference.size();
        double m = current.size();
        double area = 0;
        double difference = 0;
        for (int cell = 0; cell < cells.count(); cell++) {
            double share = reference.values().counts()[cell] / n - current.counts()[cell] / m;
            double offset = reference.values().offsets()[cell] / n - current.offsets()[cell] / m;
            // Outside the outermost edges only the offsets count: one function is 0 or 1 at the far end.
            double width = cell == 0 || cell == cells.edges().length ? 0 : cells.edges()[cell] - cells.origin(cell);
            area += Math.abs((difference + share) * width - offset);
            difference += share;
        }
        return area / Math.max(reference.deviation(), SMALLEST_DEVIATION);
    }

    private Frequencies binned() {
        if (reference.isCategorical()) {
            return byValue();
        }
        double[] edges = SturgesBins.edges(
                Math.min(reference.minimum(), current.minimum()),
                Math.max(reference.maximum(), current.maximum()),
                reference.size() + current.size());
        return new Frequencies(histogram(reference.values(), edges), histogram(current, edges));
    }

    /** Counts by cell, without the cells that neither side has values in. */
    private Frequencies byValue() {
        int[] occupied = IntStream.range(0, cells.count())
                .filter(cell -> reference.values().counts()[cell] + current.counts()[cell] > 0)
                .toArray();
        return new Frequencies(
                Arrays.stream(occupied)
                        .mapToLong(cell -> reference.values().counts()[cell])
                        .toArray(),
                Arrays.stream(occupied)
                        .mapToLong(cell -> current.counts()[cell])
                        .toArray());
    }

    private long[] histogram(NumericSketch values, double[] edges) {
        long[] counts = new long[edges.length - 1];
        long before = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            long next = bin == counts.length - 1 ? values.size() : countBelow(values, edges[bin + 1]);
            counts[bin] = next - before;
            before = next;
        }
        return counts;
    }

    /** How many values lie below a bound, taking those of the cell which it cuts as spread evenly. */
    private long countBelow(NumericSketch values, double bound) {
        int found = Arrays.binarySearch(cells.edges(), bound);
        int cut = found < 0 ? -found - 1 : found;
        long before = 0;
        for (int cell = 0; cell < cut; cell++) {
            before += values.counts()[cell];
        }
        if (cells.isPoint(cut)) {
            return before;
        }
        double lower = cut == 0 ? values.minimum() : Math.max(values.minimum(), cells.edges()[cut - 1]);
        double upper = cut == cells.edges().length ? values.maximum() : Math.min(values.maximum(), cells.edges()[cut]);
        double share = upper > lower ? Math.clamp((bound - lower) / (upper - lower), 0.0, 1.0) : bound > upper ? 1 : 0;
        return before + Math.round(share * values.counts()[cut]);
    }
}
