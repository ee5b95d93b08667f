package academy.ascent.reference.explain;

import academy.ascent.reference.explain.Explanation.Stopped;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;

/**
 * Shapley values by drawing orders of the columns.
 *
 * <p>Beginning with a reference row, the columns take the explained row's values one after the other; what the
 * prediction changes by is the column's contribution. Its mean over all orders and reference rows is the Shapley value
 * of the game whose worth is the mean prediction with the other columns' values from the reference data (E. Štrumbelj,
 * I. Kononenko, "Explaining prediction models and individual predictions with feature contributions", Knowledge and
 * Information Systems 41 (2014)). Each order is drawn together with its reverse, which removes the noise of additive
 * and pairwise effects (R. Mitchell et al., "Sampling permutations for Shapley value estimation", Journal of Machine
 * Learning Research 23 (2022)). Reference rows are gone through in a random order, so that each serves equally often;
 * the stated errors pass over that, and are on the safe side once there are more samples than reference rows.
 */
final class ShapleySampling {
    /** Below this, a standard error says little. */
    static final int FEWEST_SAMPLES = 8;

    private static final int ROWS_A_ROUND = 2048;

    private final int columns;
    private final int references;
    private final Evaluator evaluator;
    private final SplittableRandom random;
    private final int[] deck;
    private long rows;

    ShapleySampling(int columns, int references, Evaluator evaluator, long seed) {
        this.columns = columns;
        this.references = references;
        this.evaluator = evaluator;
        this.random = new SplittableRandom(seed);
        this.deck = counting(references);
    }

    /** How many rows {@code samples} samples predict. */
    static long rows(int columns, int references, int samples) {
        return 1 + references + 2L * (columns - 1) * samples;
    }

    /**
     * Draws until one of the bounds is met.
     *
     * @param samples how many pairs of orders at most
     * @param standardError 0 to draw all of them
     * @throws TimeoutException if the time was up before there were {@link #FEWEST_SAMPLES}
     */
    Explanation explain(int samples, double standardError) throws TimeoutException {
        double[] known = predict(pureRows());
        double prediction = known[0];
        double[] references = Arrays.copyOfRange(known, 1, known.length);
        double base = Arrays.stream(references).average().orElseThrow();
        if (columns == 1) {
            List<Attribution> all = List.of(new Attribution(prediction - base, 0));
            return new Explanation(prediction, base, all, 0, rows, Stopped.PRECISION);
        }
        SampledAttributions drawn = new SampledAttributions(columns, prediction - base);
        Stopped stopped = draw(drawn, prediction, references, samples, standardError);
        return new Explanation(prediction, base, drawn.attributions(), drawn.samples(), rows, stopped);
    }

    private Stopped draw(
            SampledAttributions drawn, double prediction, double[] references, int samples, double standardError)
            throws TimeoutException {
        int round = Math.max(1, ROWS_A_ROUND / (2 * (columns - 1)));
        while (drawn.samples() < samples) {
            try {
                round(drawn, prediction, references, Math.min(round, samples - drawn.samples()));
            } catch (TimeoutException e) {
                if (drawn.samples() < FEWEST_SAMPLES) {
                    throw e;
                }
                return Stopped.TIMEOUT;
            }
            if (drawn.samples() >= FEWEST_SAMPLES && drawn.greatestStandardError() < standardError) {
                return Stopped.PRECISION;
            }
        }
        return Stopped.SAMPLES;
    }

    private void round(SampledAttributions drawn, double prediction, double[] references, int pairs)
            throws TimeoutException {
        int[][] orders = new int[pairs][];
        int[] rowsOf = new int[pairs];
        int[][] sources = new int[pairs * 2 * (columns - 1)][];
        int next = 0;
        for (int pair = 0; pair < pairs; pair++) {
            rowsOf[pair] = referenceRow(drawn.samples() + pair);
            orders[pair] = counting(columns);
            shuffle(orders[pair]);
            next = walk(orders[pair], rowsOf[pair], sources, next);
            next = walk(reversed(orders[pair]), rowsOf[pair], sources, next);
        }
        double[] predictions = predict(sources);
        for (int pair = 0; pair < pairs; pair++) {
            double[] contributions = new double[columns];
            int first = pair * 2 * (columns - 1);
            double begin = references[rowsOf[pair]];
            contribute(contributions, orders[pair], begin, predictions, first, prediction);
            contribute(contributions, reversed(orders[pair]), begin, predictions, first + columns - 1, prediction);
            drawn.add(contributions);
        }
    }

    /** Writes the rows between the reference row and the explained one, which are known. */
    private int walk(int[] order, int referenceRow, int[][] sources, int first) {
        int[] source = new int[columns];
        Arrays.fill(source, 1 + referenceRow);
        for (int step = 0; step < columns - 1; step++) {
            source[order[step]] = 0;
            sources[first + step] = source.clone();
        }
        return first + columns - 1;
    }

    private void contribute(
            double[] contributions, int[] order, double begin, double[] predictions, int first, double end) {
        double before = begin;
        for (int step = 0; step < columns; step++) {
            double after = step == columns - 1 ? end : predictions[first + step];
            contributions[order[step]] += (after - before) / 2;
            before = after;
        }
    }

    /** The explained row and each reference row as they are. */
    private int[][] pureRows() {
        int[][] sources = new int[1 + references][columns];
        for (int row = 0; row < sources.length; row++) {
            Arrays.fill(sources[row], row);
        }
        return sources;
    }

    private double[] predict(int[][] sources) throws TimeoutException {
        double[] predictions = evaluator.predict(sources);
        rows += sources.length;
        return predictions;
    }

    private int referenceRow(int sample) {
        if (sample % references == 0) {
            shuffle(deck);
        }
        return deck[sample % references];
    }

    private static int[] counting(int count) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    private void shuffle(int[] numbers) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = kept;
        }
    }

    private static int[] reversed(int[] numbers) {
        int[] reversed = new int[numbers.length];
        Arrays.setAll(reversed, i -> numbers[numbers.length - 1 - i]);
        return reversed;
    }
}
