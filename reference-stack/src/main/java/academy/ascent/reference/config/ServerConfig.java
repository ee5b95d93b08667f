package academy.ascent.reference.config;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where the server listens; port 0 lets the system choose.
 *
 * @param grpcPort empty where nothing is served over gRPC
 * @param maxBody the greatest request body, in bytes
 * @param maxConnections the greatest number of open connections
 * @param maxBodyInFlight the greatest size of all request bodies in memory, in bytes; empty for a share of the heap
 */
public record ServerConfig(
        String host, int port, OptionalInt grpcPort, int maxBody, int maxConnections, OptionalLong maxBodyInFlight) {
    static final ServerConfig DEFAULT =
            new ServerConfig("0.0.0.0", 8080, OptionalInt.empty(), 1 << 20, 512, OptionalLong.empty());
}
