package academy.ascent.reference.runtime;

/** The model itself broke on a request whose form was right. */
public final class InferenceFailed extends RuntimeException {
    InferenceFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
