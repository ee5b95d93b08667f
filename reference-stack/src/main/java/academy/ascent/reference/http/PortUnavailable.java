package academy.ascent.reference.http;

/** The server cannot listen where it was told to. */
public final class PortUnavailable extends RuntimeException {
    /** A failure to listen on the port that the key {@code key} of serving.yaml gives. */
    public PortUnavailable(String host, int port, String key, Throwable cause) {
        super(
                "cannot listen on " + host + ":" + port + " (" + cause.getMessage() + "); choose another " + key
                        + " in serving.yaml, or end what uses it",
                cause);
    }
}
