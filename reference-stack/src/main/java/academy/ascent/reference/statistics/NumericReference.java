package academy.ascent.reference.statistics;

/** A numeric reference: counts in {@link Cells} by its own quantiles, and its moments. */
public final class NumericReference implements Reference {
    private static final int MOST_VALUES_AS_CATEGORIES = 20;

    private final Cells cells;
    private final NumericSketch values;
    private final DriftTest chosenTest;
    private final double mean;
    private final double deviation;
    private final boolean categorical;

    NumericReference(NumericColumn column) {
        if (column.size() == 0) {
            throw new IllegalArgumentException("a reference needs a value");
        }
        int distinct = column.smallestDistinct(MOST_VALUES_AS_CATEGORIES + 1).size();
        categorical = distinct <= MOST_VALUES_AS_CATEGORIES;
        chosenTest = DriftTest.chosenFor(true, distinct, column.size());
        mean = column.mean();
        deviation = column.standardDeviation();
        cells = Cells.of(column);
        values = new NumericSketch(this);
        for (double value : column.sorted()) {
            values.update(value);
        }
        values.settle();
    }

    @Override
    public NumericSketch sketch() {
        return new NumericSketch(this);
    }

    @Override
    public DriftTest chosenTest() {
        return chosenTest;
    }

    @Override
    public long size() {
        return values.size();
    }

    /** The smallest value. */
    public double minimum() {
        return values.minimum();
    }

    /** The greatest value. */
    public double maximum() {
        return values.maximum();
    }

    Cells cells() {
        return cells;
    }

    /** The reference's own values, settled. */
    NumericSketch values() {
        return values;
    }

    /** The arithmetic mean. */
    public double mean() {
        return mean;
    }

    /** The population standard deviation. */
    public double deviation() {
        return deviation;
    }

    /** Whether it has so few distinct values that distances count each of them. */
    boolean isCategorical() {
        return categorical;
    }
}
