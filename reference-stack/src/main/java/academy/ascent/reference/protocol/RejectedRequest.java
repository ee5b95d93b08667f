package academy.ascent.reference.protocol;

/** The client's request cannot be answered; the message says to the client what to mend. */
public final class RejectedRequest extends RuntimeException {
    /** Carries no stack trace, since a client can cause any number of these. */
    public RejectedRequest(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
