package academy.ascent.sandbox;

import java.util.Optional;

/**
 * How far a Job has come, as its status on a cluster tells it.
 *
 * @param job the Job
 * @param active how many of its pods have not ended
 * @param succeeded how many of its pods have ended well
 * @param failed how many of its pods have ended otherwise
 * @param failure why it failed, for example
 *     {@code BackoffLimitExceeded: Job has reached the specified backoff limit}; empty unless it did
 */
public record JobStatus(String job, State state, int active, int succeeded, int failed, Optional<String> failure) {

    /** Whether and how the Job has ended. */
    public enum State {
        RUNNING,
        COMPLETE,
        FAILED
    }
}
