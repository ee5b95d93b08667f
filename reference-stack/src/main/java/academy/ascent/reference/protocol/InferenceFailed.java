package academy.ascent.reference.protocol;

/** The model itself broke on a request whose form was right. */
public final class InferenceFailed extends RuntimeException {
    /** A failure with what caused it. */
    public InferenceFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
