package academy.ascent.platform.submission;

import java.time.Instant;

/** How handing in ended. */
sealed interface HandInOutcome {
    /** There is a submission, made now or open already. */
    record Accepted(long id, boolean fresh) implements HandInOutcome {}

    /** Too soon after failed attempts. */
    record Cooling(Instant until) implements HandInOutcome {}
}
