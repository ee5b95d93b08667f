package academy.ascent.reference.explain;

import java.util.function.ToDoubleFunction;

/** Shapley values by their definition: every coalition of columns, every reference row. */
final class ExactShapley {
    private ExactShapley() {}

    static double[] values(ToDoubleFunction<double[]> model, double[] explained, double[][] references) {
        int columns = explained.length;
        double[] worth = new double[1 << columns];
        for (int coalition = 0; coalition < worth.length; coalition++) {
            for (double[] reference : references) {
                double[] row = reference.clone();
                for (int j = 0; j < columns; j++) {
                    row[j] = (coalition >> j & 1) == 1 ? explained[j] : reference[j];
                }
                worth[coalition] += model.applyAsDouble(row) / references.length;
            }
        }
        double[] values = new double[columns];
        for (int j = 0; j < columns; j++) {
            for (int coalition = 0; coalition < worth.length; coalition++) {
                if ((coalition >> j & 1) == 0) {
                    values[j] += weight(Integer.bitCount(coalition), columns)
                            * (worth[coalition | 1 << j] - worth[coalition]);
                }
            }
        }
        return values;
    }

    /** {@code s! (n - s - 1)! / n!}. */
    private static double weight(int size, int columns) {
        double weight = 1.0 / columns;
        for (int i = 1; i <= size; i++) {
            weight *= (double) i / (columns - i);
        }
        return weight;
    }
}
