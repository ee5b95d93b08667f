package academy.ascent.reference.protocol;

import java.time.Duration;

/** The server cannot take the request now; the client may come again later. */
public final class Overloaded extends RuntimeException {
    private final Duration retryAfter;

    /** Carries no stack trace, since a client can cause any number of these. */
    public Overloaded(String message, Duration retryAfter) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** After how long another try makes sense. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
