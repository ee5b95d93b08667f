package academy.ascent.platform.submission;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what learners handed in. */
@Singleton
public class Submissions {
    private static final Comparator<Submission> BETTER = Comparator.comparing(
                    (Submission submission) -> submission.state() == SubmissionState.PASSED)
            .thenComparing(submission -> submission.earned() == null ? 0 : submission.earned())
            .thenComparing(Submission::handedInAt, Comparator.reverseOrder());

    private final SubmissionRows rows;

    Submissions(SubmissionRows rows) {
        this.rows = rows;
    }

    /** The submission of that number, whoever handed it in. */
    public Optional<Submission> find(long id) {
        return rows.findById(id);
    }

    /** The name of whoever an account belongs to. */
    Optional<String> learner(long accountId) {
        return rows.learner(accountId);
    }

    /** Everything that these accounts handed in, oldest first. */
    public List<Submission> of(Collection<Long> accountIds) {
        return accountIds.isEmpty() ? List.of() : rows.findByAccountIdInOrderById(accountIds);
    }

    /** What one learner handed in for one lab, oldest first. */
    public List<Submission> of(long accountId, String lab) {
        return rows.findByAccountIdAndLabOrderById(accountId, lab);
    }

    /** One standing for each of these accounts and each lab that it handed something in for. */
    public List<Standing> standings(Collection<Long> accountIds) {
        return of(accountIds).stream()
                .collect(Collectors.groupingBy(submission -> List.of(submission.accountId(), submission.lab())))
                .values()
                .stream()
                .map(Submissions::standing)
                .toList();
    }

    private static Standing standing(List<Submission> handedIn) {
        var latest = handedIn.getLast();
        var judged = handedIn.stream()
                .filter(submission -> submission.state().isJudgement())
                .toList();
        return new Standing(
                latest.accountId(),
                latest.lab(),
                handedIn.size(),
                judged.size(),
                judged.stream().max(BETTER),
                latest);
    }
}
