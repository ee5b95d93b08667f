package academy.ascent.reference.http;

import java.time.Duration;

/**
 * What the server bears.
 *
 * @param bodyBytes the greatest request body
 * @param bodiesBytes the greatest size of all request bodies in memory at once
 * @param connections the greatest number of open connections; more are closed at once
 * @param workers event loops, and as many threads for what would hold them up
 * @param queue requests that may wait for one of the latter
 * @param receive how long a client may take to send one request, or to read one answer
 * @param idle how long a connection may stay open without a request
 * @param drainDelay how long the server goes on listening once it is told to end
 * @param drainLimit how long it then waits for requests in flight
 */
public record Limits(
        int bodyBytes,
        long bodiesBytes,
        int connections,
        int workers,
        int queue,
        Duration receive,
        Duration idle,
        Duration drainDelay,
        Duration drainLimit) {
    private static final int MOST_WORKERS = 8;
    /** A body of JSON takes several times its size while it is read. */
    private static final int BODIES_SHARE_OF_HEAP = 8;

    /** Limits for so many processors, draining after {@code drainDelay}. */
    public static Limits forProcessors(int processors, int bodyBytes, int connections, Duration drainDelay) {
        return new Limits(
                bodyBytes,
                Math.max(bodyBytes, Runtime.getRuntime().maxMemory() / BODIES_SHARE_OF_HEAP),
                connections,
                Math.clamp(processors, 1, MOST_WORKERS),
                128,
                Duration.ofSeconds(10),
                Duration.ofSeconds(75),
                drainDelay,
                Duration.ofSeconds(20));
    }

    /** The same but for the greatest size of all request bodies. */
    public Limits withBodiesBytes(long bytes) {
        return new Limits(bodyBytes, bytes, connections, workers, queue, receive, idle, drainDelay, drainLimit);
    }
}
