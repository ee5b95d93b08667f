package academy.ascent.sandbox.cluster;

/** The machine offers a cluster, but it could not be had. */
final class ClusterFailure extends RuntimeException {
    ClusterFailure(String message) {
        super(message);
    }

    ClusterFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
