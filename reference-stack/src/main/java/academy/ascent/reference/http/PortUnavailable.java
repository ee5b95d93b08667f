package academy.ascent.reference.http;

/** The server cannot listen where it was told to. */
public final class PortUnavailable extends RuntimeException {
    PortUnavailable(String host, int port, Throwable cause) {
        super(
                "cannot listen on " + host + ":" + port + " (" + cause.getMessage()
                        + "); choose another server.port in serving.yaml, or end what uses it",
                cause);
    }
}
