package academy.ascent.reference.route;

import academy.ascent.reference.protocol.Tensor;

/**
 * Several members' outputs made one.
 *
 * @param confidence of each row: the probability, or share of votes, of what the output says; not calibrated
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record Combined(Tensor output, double[] confidence) {}
