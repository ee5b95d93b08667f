package academy.ascent.reference.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How a model's inferences are run.
 *
 * @param instances how many may run side by side
 * @param queue how many requests may wait; one more is answered at once that the server is overloaded
 * @param timeout how long a request may wait
 */
public record ExecutionConfig(int instances, int queue, Duration timeout, Optional<Batching> batching) {
    private static final int MOST_INSTANCES = 8;

    /** One instance a processor, and a queue that a client would still wait for. */
    public static final ExecutionConfig DEFAULT = new ExecutionConfig(
            Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_INSTANCES),
            128,
            Duration.ofSeconds(2),
            Optional.empty());

    /**
     * Requests that are put together into one inference.
     *
     * @param maxSize the greatest number of rows
     * @param maxDelay how long the first of them waits for more
     */
    public record Batching(int maxSize, Duration maxDelay, Mode mode) {
        /** Whether to batch. */
        public enum Mode {
            /** Only if a batch was measured to be cheaper for this model. */
            ADAPTIVE,
            /** In any case. */
            ALWAYS
        }
    }
}
