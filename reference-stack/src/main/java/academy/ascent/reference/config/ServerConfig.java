package academy.ascent.reference.config;

/** Where the server listens; port 0 lets the system choose. */
public record ServerConfig(String host, int port) {
    static final ServerConfig DEFAULT = new ServerConfig("0.0.0.0", 8080);
}
