package academy.ascent.reference.calibration;

/** A map, never falling, from scores to probabilities. */
public sealed interface ScoreMap permits IsotonicMap, PlattMap {
    /** The probability, from 0 to 1, that stands behind a score from 0 to 1; NaN for NaN. */
    double probability(double score);
}
