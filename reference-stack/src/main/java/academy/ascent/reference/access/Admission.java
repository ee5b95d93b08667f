package academy.ascent.reference.access;

import java.time.Duration;

/** What comes of somebody asking to be let in. */
public sealed interface Admission {
    /** The tenant may come in. */
    record Admitted(String tenant) implements Admission {}

    /** The request is refused, and the message says why. */
    sealed interface Refused extends Admission {}

    /** No key, or one that nobody has. */
    record Unknown(String message) implements Refused {}

    /** The tenant may not do this. */
    record Forbidden(String message) implements Refused {}

    /** The tenant asks too fast, or too much; {@code retryAfter} is when the next request will be let in. */
    record Exceeded(String message, Duration retryAfter) implements Refused {}
}
