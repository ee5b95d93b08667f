package academy.ascent.reference.config;

/**
 * Where the server listens; port 0 lets the system choose.
 *
 * @param maxBody the greatest request body, in bytes
 * @param maxConnections the greatest number of open connections
 */
public record ServerConfig(String host, int port, int maxBody, int maxConnections) {
    static final ServerConfig DEFAULT = new ServerConfig("0.0.0.0", 8080, 1 << 20, 512);
}
