package academy.ascent.benchmarks.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One column of the data that are compared, made from a seed.
 *
 * @param categories their names; empty for numbers
 */
record SeededColumn(String name, List<String> categories, long seed, Shape shape) {
    private static final double MOVED = 0.05;

    /** How its values are drawn; {@code moved} is how far the current data differ. */
    interface Shape {
        double draw(SplittableRandom random, double moved);
    }

    SeededColumn {
        categories = List.copyOf(categories);
    }

    /** Twenty columns: fifteen of numbers, of which three have few distinct values, and five of categories. */
    static List<SeededColumn> twenty() {
        List<SeededColumn> columns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            columns.add(numbers(columns.size(), (random, moved) -> random.nextGaussian() + moved));
            columns.add(numbers(columns.size(), (random, moved) -> Math.exp(random.nextGaussian() + moved)));
            columns.add(numbers(columns.size(), (random, moved) -> random.nextDouble() * (1 + moved)));
        }
        for (int values : new int[] {2, 4, 200}) {
            columns.add(numbers(columns.size(), (random, moved) -> skewed(random, moved, values)));
        }
        for (int values : new int[] {2, 3, 5, 20, 100}) {
            List<String> names = IntStream.range(0, values)
                    .mapToObj(value -> "category " + value)
                    .toList();
            columns.add(new SeededColumn(
                    "c" + columns.size(), names, columns.size(), (random, moved) -> skewed(random, moved, values)));
        }
        return columns;
    }

    private static SeededColumn numbers(int position, Shape shape) {
        return new SeededColumn("n" + position, List.of(), position, shape);
    }

    private static double skewed(SplittableRandom random, double moved, int values) {
        return Math.floor(Math.pow(random.nextDouble(), 1 + moved) * values);
    }

    boolean isNumeric() {
        return categories.isEmpty();
    }

    /** The reference's values or the current ones; of a category, its place among the names. */
    double[] values(int rows, boolean current) {
        SplittableRandom random = new SplittableRandom(2 * seed + (current ? 1 : 0));
        double moved = current ? MOVED : 0;
        return IntStream.range(0, rows)
                .mapToDouble(_ -> shape.draw(random, moved))
                .toArray();
    }
}
