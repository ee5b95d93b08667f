package academy.ascent.platform.submission;

import java.util.Optional;
import java.util.Set;

/**
 * How far a learner is in one lab.
 *
 * @param submissions how many were handed in
 * @param attempts how many of them were judged by measuring
 * @param best the judged one with most points, a pass before a failure, the earlier of equals; empty if none was judged
 * @param latest the last one handed in
 * @param decided the numbers of the submissions that count as a person decided
 */
public record Standing(
        long accountId,
        String lab,
        int submissions,
        int attempts,
        Optional<Submission> best,
        Submission latest,
        Set<Long> decided) {
    public Standing {
        decided = Set.copyOf(decided);
    }

    /** Whether a submission counts as it does because a person decided. */
    public boolean isDecided(Submission submission) {
        return decided.contains(submission.key());
    }

    /** Whether the lab was ever passed. */
    public boolean passed() {
        return best.filter(submission -> submission.state() == SubmissionState.PASSED)
                .isPresent();
    }
}
