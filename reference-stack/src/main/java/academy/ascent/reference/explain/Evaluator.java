package academy.ascent.reference.explain;

import java.util.concurrent.TimeoutException;

/** Predicts rows that mix the explained row with rows of the reference data. */
interface Evaluator {
    /**
     * The predictions, one a row.
     *
     * @param sources for each row and each column where its value comes from: 0 for the explained row, {@code 1 + i}
     *     for row {@code i} of the reference data
     * @throws TimeoutException if the time for the explanation is up
     */
    double[] predict(int[][] sources) throws TimeoutException;
}
