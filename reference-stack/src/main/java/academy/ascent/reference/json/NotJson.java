package academy.ascent.reference.json;

/** The bytes are not the JSON that was expected; the message says why. */
public final class NotJson extends RuntimeException {
    /** Carries no stack trace, since a client can cause any number of these. */
    public NotJson(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
