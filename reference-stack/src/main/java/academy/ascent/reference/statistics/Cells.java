package academy.ascent.reference.statistics;

import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A division of the number line by a reference's quantiles and by even steps over its range.
 *
 * <p>Cell {@code i} holds the values above {@code edges[i - 1]} and up to {@code edges[i]}. Within the reference's
 * range a cell holds at most about a thousandth of the reference and is at most a 500th as wide; a value that alone is
 * more common has a cell of its own, as has every value of a reference with few. Beyond the range, cells widen by the
 * square root of two from 1/64 of the range to 2²⁵ times the range.
 *
 * @param edges ascending; one fewer than cells
 * @param separate whether each distinct value of the reference has a cell of its own
 */
record Cells(double[] edges, boolean separate) {
    private static final int QUANTILES = 1000;
    private static final int EVEN_STEPS = 500;
    private static final int MOST_SEPARATE = 500;
    private static final int FIRST_STEP_OUTSIDE = -12;
    private static final int LAST_STEP_OUTSIDE = 50;

    static Cells of(NumericColumn reference) {
        TreeSet<Double> values = reference.smallestDistinct(MOST_SEPARATE + 1);
        boolean separate = values.size() <= MOST_SEPARATE;
        DoubleStream inside = separate
                ? values.stream().flatMapToDouble(value -> DoubleStream.of(Math.nextDown(value), value))
                : DoubleStream.concat(quantiles(reference), evenSteps(reference));
        double[] edges = DoubleStream.concat(inside, outside(reference))
                .filter(Double::isFinite)
                .sorted()
                .distinct()
                .toArray();
        return new Cells(edges, separate);
    }

    int count() {
        return edges.length + 1;
    }

    /** The lower edge of a cell, or its upper edge where it has no lower: offsets of its values count from there. */
    double origin(int cell) {
        return edges[Math.max(0, cell - 1)];
    }

    /** Whether the cell holds one value only. */
    boolean isPoint(int cell) {
        return cell > 0 && cell < edges.length && Math.nextUp(edges[cell - 1]) == edges[cell];
    }

    private static DoubleStream quantiles(NumericColumn reference) {
        double[] sorted = reference.sorted();
        return IntStream.rangeClosed(1, QUANTILES)
                .mapToDouble(i -> sorted[Math.max(0, (int) ((long) i * sorted.length / QUANTILES) - 1)])
                .distinct()
                .flatMap(value -> isCommon(reference, value)
                        ? DoubleStream.of(Math.nextDown(value), value)
                        : DoubleStream.of(value));
    }

    /** Cuts the sparse ends of the range, which quantiles leave wide. */
    private static DoubleStream evenSteps(NumericColumn reference) {
        double step = (reference.maximum() - reference.minimum()) / EVEN_STEPS;
        return IntStream.range(1, EVEN_STEPS).mapToDouble(i -> reference.minimum() + i * step);
    }

    private static boolean isCommon(NumericColumn reference, double value) {
        long repeated = reference.countBelow(Math.nextUp(value)) - reference.countBelow(value);
        return repeated * QUANTILES >= reference.size();
    }

    private static DoubleStream outside(NumericColumn reference) {
        double range = reference.maximum() - reference.minimum();
        double unit = range > 0 ? range : 1;
        DoubleStream steps = IntStream.rangeClosed(FIRST_STEP_OUTSIDE, LAST_STEP_OUTSIDE)
                .mapToDouble(step -> unit * Math.pow(2, step / 2.0))
                .flatMap(distance -> DoubleStream.of(reference.minimum() - distance, reference.maximum() + distance));
        return DoubleStream.concat(steps, DoubleStream.of(Math.nextDown(reference.minimum())));
    }
}
