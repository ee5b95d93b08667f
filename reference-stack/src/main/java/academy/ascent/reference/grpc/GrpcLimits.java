package academy.ascent.reference.grpc;

import java.time.Duration;

/**
 * What the gRPC server bears.
 *
 * @param messageBytes the greatest request message
 * @param calls calls that may be open at once; a stream is one call; more are refused at once
 * @param workers event loops
 * @param idle how long a connection may stay open without a call
 * @param drainDelay how long the server goes on listening once it is told to end
 * @param drainLimit how long it then waits for open calls
 */
public record GrpcLimits(
        int messageBytes, int calls, int workers, Duration idle, Duration drainDelay, Duration drainLimit) {}
