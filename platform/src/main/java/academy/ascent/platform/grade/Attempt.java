package academy.ascent.platform.grade;

import java.time.Duration;
import java.time.Instant;

/**
 * A submission as a policy sees it.
 *
 * @param id the submission's number
 * @param earned points, decisions included; 0 where nothing was judged
 * @param passed by what counts, decisions included
 * @param lost how long the platform kept it before it failed on its own account, whatever was decided or measured since; zero
 *     where it did not
 */
public record Attempt(long id, String lab, Instant handedIn, Kind kind, int earned, boolean passed, Duration lost) {

    /** What became of it. */
    public enum Kind {
        /** Not concluded; takes late days provisionally, so that nobody hands in what they cannot afford. */
        OPEN,
        /** Passed or failed, by measuring or by decision. */
        JUDGED,
        /** Refused, inconclusive or faulted: takes no late day. */
        VOID
    }
}
