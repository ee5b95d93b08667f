package academy.ascent.reference.statistics;

/** Equally wide bins over a range, as many as H. Sturges' rule says: ⌈log₂ n + 1⌉. */
final class SturgesBins {
    private SturgesBins() {}

    /** The bins' edges in ascending order, one more than bins; a range without width is widened by half to each side. */
    static double[] edges(double minimum, double maximum, long values) {
        double first = minimum == maximum ? minimum - 0.5 : minimum;
        double last = minimum == maximum ? maximum + 0.5 : maximum;
        int bins = minimum == maximum ? 1 : (int) Math.ceil(binaryLogarithm(values) + 1);
        double[] edges = new double[bins + 1];
        double step = (last - first) / bins;
        for (int i = 0; i < bins; i++) {
            edges[i] = i * step + first;
        }
        edges[bins] = last;
        return edges;
    }

    /** Exact for powers of two, where the quotient of natural logarithms would not be. */
    private static double binaryLogarithm(long values) {
        int whole = Long.SIZE - 1 - Long.numberOfLeadingZeros(values);
        return Long.bitCount(values) == 1 ? whole : Math.log(values) / Math.log(2);
    }
}
