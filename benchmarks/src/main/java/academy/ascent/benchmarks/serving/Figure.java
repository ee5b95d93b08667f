package academy.ascent.benchmarks.serving;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One figure: the median over rounds and how far it went.
 *
 * @param unit {@code x} for a ratio
 * @param rounds how many rounds it is the median of
 * @param disturbed whether other work took part of the cores in those rounds
 * @param target null where the figure is only told
 * @param conditions what it was measured under, beyond what holds for the whole run
 */
record Figure(
        String name,
        String unit,
        double median,
        double min,
        double max,
        int rounds,
        boolean disturbed,
        @Nullable Target target,
        String conditions) {
    private static final int ENOUGH = 3;

    /** A ratio of two servers, taken within each round. */
    static Figure ratio(
            String name,
            Standing.Measured one,
            Standing.Measured other,
            ToDoubleFunction<Round> value,
            String conditions) {
        return over(
                name,
                "x",
                Math.min(one.rounds().size(), other.rounds().size()),
                i -> one.rounds().get(i).isQuiet() && other.rounds().get(i).isQuiet(),
                i -> value.applyAsDouble(one.rounds().get(i))
                        / value.applyAsDouble(other.rounds().get(i)),
                conditions);
    }

    /** A figure of one server. */
    static Figure of(
            String name, String unit, Standing.Measured one, ToDoubleFunction<Round> value, String conditions) {
        return over(
                name,
                unit,
                one.rounds().size(),
                i -> one.rounds().get(i).isQuiet(),
                i -> value.applyAsDouble(one.rounds().get(i)),
                conditions);
    }

    /** Over the quiet rounds if there are enough of them, else over all. */
    private static Figure over(
            String name, String unit, int rounds, IntPredicate quiet, IntToDoubleFunction value, String conditions) {
        int[] chosen = IntStream.range(0, rounds).filter(quiet).toArray();
        boolean disturbed = chosen.length < Math.min(ENOUGH, rounds);
        if (disturbed) {
            chosen = IntStream.range(0, rounds).toArray();
        }
        return of(name, unit, disturbed, IntStream.of(chosen).mapToDouble(value), conditions);
    }

    static Figure resident(String name, long bytes, String conditions) {
        return of("resident memory, " + name, "MB", false, DoubleStream.of(bytes / 1e6), conditions + "; 10^6 bytes");
    }

    static Figure of(String name, String unit, boolean disturbed, DoubleStream values, String conditions) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Figure(
                name, unit, median, sorted[0], sorted[sorted.length - 1], sorted.length, disturbed, null, conditions);
    }

    Figure aims(Target aim) {
        return new Figure(name, unit, median, min, max, rounds, disturbed, aim, conditions);
    }

    Figure withoutTarget() {
        return new Figure(name, unit, median, min, max, rounds, disturbed, null, conditions);
    }

    /** Whether the median reaches the target; null without one, and where other work may have decided it. */
    @JsonProperty
    @Nullable
    Boolean met() {
        return target == null || disturbed ? null : target.isMetBy(median);
    }

    static boolean missed(List<Figure> figures) {
        return figures.stream().anyMatch(figure -> Boolean.FALSE.equals(figure.met()));
    }
}
