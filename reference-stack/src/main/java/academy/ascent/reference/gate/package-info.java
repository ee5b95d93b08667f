/**
 * What a version of a model must show before it is promoted: golden parity, latency, fairness.
 * It exports the judging of a configured gate, which asks the version through the protocol's {@code Predictor}.
 */
@NullMarked
package academy.ascent.reference.gate;

import org.jspecify.annotations.NullMarked;
