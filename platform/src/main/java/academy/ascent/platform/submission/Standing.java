package academy.ascent.platform.submission;

import java.util.Optional;

/**
 * How far a learner is in one lab.
 *
 * @param submissions how many were handed in
 * @param attempts how many of them were judged
 * @param best the judged one with most points, a pass before a failure, the earlier of equals; empty if none was judged
 * @param latest the last one handed in
 */
public record Standing(
        long accountId, String lab, int submissions, int attempts, Optional<Submission> best, Submission latest) {

    /** Whether the lab was ever passed. */
    public boolean passed() {
        return best.filter(submission -> submission.state() == SubmissionState.PASSED)
                .isPresent();
    }
}
