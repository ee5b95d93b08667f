package academy.ascent.reference.protocol;

/** There is no such model, route or version here; the message says what there is. */
public final class UnknownModel extends RuntimeException {
    /** Carries no stack trace, since a client can cause any number of these. */
    public UnknownModel(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
