/**
 * Tells whoever retrains that a model needs it: a signed webhook, sent again until it is taken or given up.
 * It exports the action and the state of each delivery, and knows nothing of drift itself.
 */
@NullMarked
package academy.ascent.reference.drift.retrain;

import org.jspecify.annotations.NullMarked;
