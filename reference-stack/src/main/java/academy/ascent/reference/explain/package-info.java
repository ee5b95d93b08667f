/**
 * Why a model answered as it did: Shapley values of one prediction against reference data, drawn at random.
 * It exports one resource for HTTP and asks the model through the protocol's {@code Predictor}, as a client would.
 */
@NullMarked
package academy.ascent.reference.explain;

import org.jspecify.annotations.NullMarked;
