package academy.ascent.platform.submission;

import academy.ascent.platform.grade.Reckoning;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * How far a learner is in one lab.
 *
 * @param submissions how many were handed in
 * @param attempts how many of them were judged, by measuring or by decision
 * @param best the judged one that counts: without a policy the one with most points, a pass before a failure, the earlier of
 *     equals; empty if none counts
 * @param latest the last one handed in
 * @param decided the numbers of the submissions that count as a person decided
 * @param lateDays how many late days were taken
 * @param tooLate the numbers of the submissions that came too late to count
 */
public record Standing(
        long accountId,
        String lab,
        int submissions,
        int attempts,
        Optional<Submission> best,
        Submission latest,
        Set<Long> decided,
        int lateDays,
        Set<Long> tooLate) {
    public Standing {
        decided = Set.copyOf(decided);
        tooLate = Set.copyOf(tooLate);
    }

    /**
     * @param handedIn everything that the learner handed in for the lab as it counts, oldest first
     */
    static Standing of(List<Submission> handedIn, Reckoning reckoning, Set<Long> decided) {
        var latest = handedIn.getLast();
        var counting = reckoning.counting(latest.lab());
        return new Standing(
                latest.accountId(),
                latest.lab(),
                handedIn.size(),
                (int) handedIn.stream().filter(one -> one.state().isJudgement()).count(),
                handedIn.stream()
                        .filter(one -> counting.filter(id -> id == one.key()).isPresent())
                        .findFirst(),
                latest,
                keys(handedIn, decided::contains),
                reckoning.lateDaysUsed(latest.lab()),
                keys(handedIn, reckoning::isTooLate));
    }

    private static Set<Long> keys(List<Submission> handedIn, LongPredicate fitting) {
        return handedIn.stream().map(Submission::key).filter(fitting::test).collect(Collectors.toSet());
    }

    /** Whether a submission counts as it does because a person decided. */
    public boolean isDecided(Submission submission) {
        return decided.contains(submission.key());
    }

    /** Whether a submission came too late to count. */
    public boolean isTooLate(Submission submission) {
        return tooLate.contains(submission.key());
    }

    /** Whether what counts is a pass. */
    public boolean passed() {
        return best.filter(submission -> submission.state() == SubmissionState.PASSED)
                .isPresent();
    }
}
