package academy.ascent.sandbox;

import java.nio.file.Path;

/** Where a ready replica answers. */
public sealed interface Endpoint {

    /** The replica (pod) behind the endpoint. */
    String replica();

    record Tcp(String replica, String host, int port) implements Endpoint {}

    /**
     * @param socket a Unix-domain stream socket; its path is at most 107 bytes long
     */
    record UnixSocket(String replica, Path socket) implements Endpoint {}
}
