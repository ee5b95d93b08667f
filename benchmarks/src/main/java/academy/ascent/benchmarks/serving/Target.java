package academy.ascent.benchmarks.serving;

/** What a figure is meant to reach. */
record Target(Sense sense, double bound) {
    enum Sense {
        AT_LEAST,
        AT_MOST
    }

    static Target atLeast(double bound) {
        return new Target(Sense.AT_LEAST, bound);
    }

    static Target atMost(double bound) {
        return new Target(Sense.AT_MOST, bound);
    }

    boolean isMetBy(double value) {
        return switch (sense) {
            case AT_LEAST -> value >= bound;
            case AT_MOST -> value <= bound;
        };
    }
}
