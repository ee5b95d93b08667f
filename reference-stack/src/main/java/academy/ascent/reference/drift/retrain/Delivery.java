package academy.ascent.reference.drift.retrain;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a webhook's delivery has come.
 *
 * @param attempts made so far
 * @param at of the last change
 * @param lastProblem what the last attempt met, where it failed
 */
public record Delivery(State state, int attempts, Instant at, Optional<String> lastProblem) {
    /** Where a delivery stands. */
    public enum State {
        SENDING,
        DELIVERED,
        GIVEN_UP
    }
}
