package academy.ascent.reference.explain;

import java.util.List;

/**
 * One explained prediction.
 *
 * @param base the mean prediction over the reference rows
 * @param attributions in the columns' order
 * @param samples how many pairs of orders were drawn
 * @param rows how many rows were predicted for it
 */
record Explanation(
        double prediction, double base, List<Attribution> attributions, int samples, long rows, Stopped stopped) {

    /** Why no more was drawn. */
    enum Stopped {
        /** As many samples were drawn as were asked for. */
        SAMPLES,
        /** Every standard error was small enough. */
        PRECISION,
        /** The time was up. */
        TIMEOUT
    }

    /** By how much the values' sum differs from {@code prediction - base}, which in exact arithmetic it equals. */
    double efficiencyGap() {
        return attributions.stream().mapToDouble(Attribution::value).sum() - (prediction - base);
    }
}
