package academy.ascent.reference.explain;

/**
 * A column's share in a prediction.
 *
 * @param value its Shapley value, in the prediction's unit
 * @param standardError how far the value is off, as one standard deviation, for having been drawn
 */
record Attribution(double value, double standardError) {}
