package academy.ascent.reference.statistics;

/** Kolmogorov's limiting distribution of the greatest difference between an empirical and a true distribution. */
final class KolmogorovDistribution {
    private static final double NEGLIGIBLE = 1e-17;

    private KolmogorovDistribution() {}

    /**
     * The probability of a difference of at least {@code d}.
     *
     * <p>The limit is taken at a point corrected for the sample's size: J. Vrbik, "Deriving CDF of Kolmogorov-Smirnov
     * test statistic", Applied Mathematics 11 (2020).
     *
     * @param d from 0 to 1
     * @param n the sample's size; for two samples of n and m, n·m / (n + m)
     */
    static double survival(double d, double n) {
        double root = Math.sqrt(n);
        double z = d * root + 1 / (6 * root) + (d * root - 1) / (4 * n);
        if (z < 0.2) {
            return 1;
        }
        double sum = 0;
        double term = 1;
        for (int k = 1; term > NEGLIGIBLE; k++) {
            term = Math.exp(-2 * k * k * z * z);
            sum += k % 2 == 1 ? term : -term;
        }
        return Math.min(1, 2 * sum);
    }
}
