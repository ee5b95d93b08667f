package academy.ascent.sandbox.admission;

import java.time.Duration;
import java.util.Map;

/** When and how a container is asked whether it is well. */
public record Probe(
        Action action,
        Duration initialDelay,
        Duration period,
        Duration timeout,
        int failureThreshold,
        int successThreshold) {

    /** The question. */
    public sealed interface Action {
        int port();
    }

    /**
     * Well is any status from 200 to 399.
     *
     * @param path path and query
     */
    public record HttpGet(int port, String path, Map<String, String> headers) implements Action {
        public HttpGet {
            headers = Map.copyOf(headers);
        }
    }

    /** Well is a port on which the container listens. */
    public record TcpSocket(int port) implements Action {}
}
