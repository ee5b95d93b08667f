package academy.ascent.reference.calibration;

/**
 * A logistic curve over the score's log-odds; with {@code offset} 0 it would be temperature scaling.
 *
 * <p>J. Platt, "Probabilistic outputs for support vector machines and comparisons to regularized likelihood methods"
 * (1999), fitted by Newton's method as in H.-T. Lin, C.-J. Lin, R. Weng, "A note on Platt's probabilistic outputs for
 * support vector machines", Machine Learning 68 (2007).
 */
record PlattMap(double slope, double offset) implements ScoreMap {
    private static final double NEAREST = 1e-12;
    private static final int STEPS = 100;

    @Override
    public double probability(double score) {
        return logistic(slope * logOdds(score) + offset);
    }

    static PlattMap fit(Scored scored) {
        double[] x = new double[scored.scores().length];
        for (int i = 0; i < x.length; i++) {
            x[i] = logOdds(scored.scores()[i]);
        }
        double[] targets = targets(scored);
        PlattMap map = nearest(x, targets);
        if (map.slope >= 0) {
            return map;
        }
        // A falling curve would call the less likely the more likely: the flat one says that scores tell nothing.
        return new PlattMap(0, logOdds(scored.ones() / x.length));
    }

    private static PlattMap nearest(double[] x, double[] targets) {
        PlattMap map = new PlattMap(1, 0);
        double loss = map.loss(x, targets);
        for (int step = 0; step < STEPS; step++) {
            double[] direction = map.newtonStep(x, targets);
            double length = 1;
            PlattMap next = map.moved(direction, length);
            while (next.loss(x, targets) > loss && length > NEAREST) {
                length /= 2;
                next = map.moved(direction, length);
            }
            double better = next.loss(x, targets);
            if (!(loss - better > NEAREST * x.length)) {
                break;
            }
            map = next;
            loss = better;
        }
        return map;
    }

    /** Labels drawn in from 0 and 1 a little, as if one more row of each had been seen. */
    private static double[] targets(Scored scored) {
        double ones = scored.ones();
        double zeros = scored.labels().length - ones;
        double[] targets = new double[scored.labels().length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = scored.labels()[i] == 1 ? (ones + 1) / (ones + 2) : 1 / (zeros + 2);
        }
        return targets;
    }

    private PlattMap moved(double[] direction, double length) {
        return new PlattMap(slope + length * direction[0], offset + length * direction[1]);
    }

    private double loss(double[] x, double[] targets) {
        double loss = 0;
        for (int i = 0; i < x.length; i++) {
            double z = slope * x[i] + offset;
            loss += (z > 0 ? z : 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[i] * z;
        }
        return loss;
    }

    private double[] newtonStep(double[] x, double[] targets) {
        double h11 = NEAREST;
        double h22 = NEAREST;
        double h12 = 0;
        double g1 = 0;
        double g2 = 0;
        for (int i = 0; i < x.length; i++) {
            double p = logistic(slope * x[i] + offset);
            double weight = p * (1 - p);
            h11 += x[i] * x[i] * weight;
            h22 += weight;
            h12 += x[i] * weight;
            g1 += x[i] * (p - targets[i]);
            g2 += p - targets[i];
        }
        double determinant = h11 * h22 - h12 * h12;
        return new double[] {-(h22 * g1 - h12 * g2) / determinant, -(h11 * g2 - h12 * g1) / determinant};
    }

    private static double logOdds(double score) {
        double inside = Math.clamp(score, NEAREST, 1 - NEAREST);
        return Math.log(inside) - Math.log1p(-inside);
    }

    private static double logistic(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
