package academy.ascent.reference.statistics;

/**
 * Page and Hinkley's test for a change of the mean in either direction; it begins anew after each change.
 *
 * <p>It alarms when the sum of deviations from the running mean, less the tolerance for each value, rises by the
 * threshold above its lowest level so far. E. Page, "Continuous inspection schemes", Biometrika 41 (1954); D. Hinkley,
 * "Inference about the change-point from cumulative sum tests", Biometrika 58 (1971). Tolerance and threshold are in
 * the values' own unit: standardize values, or scale both.
 */
public final class PageHinkley implements ChangeDetector {
    private static final int FEWEST = 30;

    private final double tolerance;
    private final double threshold;
    private long size;
    private double mean;
    private double rise;
    private double fall;

    /**
     * A detector.
     *
     * @param tolerance by how much the mean may differ without it ever adding up
     * @param threshold the accumulated deviation at which it alarms
     */
    public PageHinkley(double tolerance, double threshold) {
        if (!(tolerance >= 0) || !(threshold > 0)) {
            throw new IllegalArgumentException("tolerance " + tolerance + ", threshold " + threshold);
        }
        this.tolerance = tolerance;
        this.threshold = threshold;
    }

    @Override
    public boolean update(double value) {
        size++;
        mean += (value - mean) / size;
        // The sum less its own minimum so far, kept directly: it never falls below 0.
        rise = Math.max(0, rise + value - mean - tolerance);
        fall = Math.max(0, fall - value + mean - tolerance);
        if (size < FEWEST || Math.max(rise, fall) <= threshold) {
            return false;
        }
        size = 0;
        mean = 0;
        rise = 0;
        fall = 0;
        return true;
    }
}
