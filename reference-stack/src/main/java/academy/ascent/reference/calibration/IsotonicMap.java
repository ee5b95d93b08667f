package academy.ascent.reference.calibration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The rising step curve nearest to the labels, with straight lines between its steps.
 *
 * <p>Pool adjacent violators: B. Zadrozny, C. Elkan, "Transforming classifier scores into accurate multiclass
 * probability estimates", KDD 2002.
 *
 * @param scores rising, without repetition
 * @param probabilities of each of them, never falling
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record IsotonicMap(double[] scores, double[] probabilities) implements ScoreMap {
    @Override
    public double probability(double score) {
        if (Double.isNaN(score)) {
            return score;
        }
        int place = Arrays.binarySearch(scores, score);
        if (place >= 0) {
            return probabilities[place];
        }
        int above = -place - 1;
        if (above == 0) {
            return probabilities[0];
        }
        if (above == scores.length) {
            return probabilities[above - 1];
        }
        double share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
        return probabilities[above - 1] + share * (probabilities[above] - probabilities[above - 1]);
    }

    static IsotonicMap fit(Scored scored) {
        Blocks blocks = new Blocks(scored.scores().length);
        int[] order = IntStream.range(0, scored.scores().length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> scored.scores()[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        int from = 0;
        while (from < order.length) {
            double score = scored.scores()[order[from]];
            double sum = 0;
            int to = from;
            while (to < order.length && scored.scores()[order[to]] == score) {
                sum += scored.labels()[order[to]];
                to++;
            }
            blocks.add(score, sum, to - from);
            from = to;
        }
        return blocks.map();
    }

    /** Neighbouring scores with one probability. */
    private static final class Blocks {
        private final double[] lowest;
        private final double[] highest;
        private final double[] sums;
        private final int[] counts;
        private int size;

        Blocks(int most) {
            lowest = new double[most];
            highest = new double[most];
            sums = new double[most];
            counts = new int[most];
        }

        void add(double score, double sum, int count) {
            lowest[size] = score;
            highest[size] = score;
            sums[size] = sum;
            counts[size] = count;
            size++;
            while (size > 1 && mean(size - 2) >= mean(size - 1)) {
                size--;
                highest[size - 1] = highest[size];
                sums[size - 1] += sums[size];
                counts[size - 1] += counts[size];
            }
        }

        private double mean(int block) {
            return sums[block] / counts[block];
        }

        IsotonicMap map() {
            double[] scores = new double[2 * size];
            double[] probabilities = new double[2 * size];
            int used = 0;
            for (int block = 0; block < size; block++) {
                scores[used] = lowest[block];
                probabilities[used++] = mean(block);
                if (highest[block] > lowest[block]) {
                    scores[used] = highest[block];
                    probabilities[used++] = mean(block);
                }
            }
            return new IsotonicMap(Arrays.copyOf(scores, used), Arrays.copyOf(probabilities, used));
        }
    }
}
