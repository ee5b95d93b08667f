package academy.ascent.reference.grpc;

import java.time.Duration;

/**
 * What the gRPC server bears.
 *
 * @param messageBytes the greatest request message
 * @param calls calls that may be open at once, those for health apart; a stream is one call; more are refused at once
 * @param workers event loops
 * @param receive how long a client may take to send a call's request, or a stream's first one
 * @param idle how long a connection may stay open without a call
 * @param drainDelay how long the server goes on listening once it is told to end
 * @param drainLimit how long it then waits for open calls
 */
public record GrpcLimits(
        int messageBytes,
        int calls,
        int workers,
        Duration receive,
        Duration idle,
        Duration drainDelay,
        Duration drainLimit) {
    private static final int MOST_WORKERS = 8;

    /** Limits for so many processors, the rest as for HTTP. */
    public static GrpcLimits forProcessors(int processors, int messageBytes, int calls, Duration drainDelay) {
        return new GrpcLimits(
                messageBytes,
                calls,
                Math.clamp(processors, 1, MOST_WORKERS),
                Duration.ofSeconds(10),
                Duration.ofSeconds(75),
                drainDelay,
                Duration.ofSeconds(20));
    }
}
