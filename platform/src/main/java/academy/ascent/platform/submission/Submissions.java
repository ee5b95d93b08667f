package academy.ascent.platform.submission;

import academy.ascent.platform.grade.Decision;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads what learners handed in. */
@Singleton
public class Submissions {
    private static final Comparator<Submission> BETTER = Comparator.comparing(
                    (Submission submission) -> submission.state() == SubmissionState.PASSED)
            .thenComparing(submission -> submission.earned() == null ? 0 : submission.earned())
            .thenComparing(Submission::handedInAt, Comparator.reverseOrder());

    private final SubmissionRows rows;
    private final HandInRows files;
    private final Decisions decisions;

    Submissions(SubmissionRows rows, HandInRows files, Decisions decisions) {
        this.rows = rows;
        this.files = files;
        this.decisions = decisions;
    }

    /** The submission of that number, whoever handed it in. */
    public Optional<Submission> find(long id) {
        return rows.findById(id);
    }

    /**
     * The submission of that number, for its owner and for whoever teaches.
     *
     * @throws AscentException with status 404 for everybody else, who learn no more than that it might not exist
     */
    public Submission visible(SignedIn person, long id) {
        return find(id).filter(submission -> submission.accountId() == person.id() || person.is(Role.INSTRUCTOR))
                .orElseThrow(() -> AscentException.notFound("Submission " + id));
    }

    /** The texts of the handed in files, by path. */
    public SequencedMap<String, String> files(long id) {
        var texts = new TreeMap<String, String>();
        files.files(id).forEach(file -> texts.put(file.path(), file.text()));
        return texts;
    }

    /** The submission as it counts: by what a person decided where that stands, else as it was measured. */
    public Submission graded(Submission submission) {
        return decisions.standing(submission.key()).map(submission::as).orElse(submission);
    }

    /** The name of whoever an account belongs to. */
    public Optional<String> learner(long accountId) {
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

    /** What one learner handed in for one lab as it counts, decisions included, oldest first. */
    public List<Submission> graded(long accountId, String lab) {
        var decided = decisions.standing(List.of(accountId));
        return of(accountId, lab).stream().map(one -> as(one, decided)).toList();
    }

    /** One standing for each of these accounts and each lab that it handed something in for, decisions included. */
    public List<Standing> standings(Collection<Long> accountIds) {
        var decided = decisions.standing(accountIds);
        return of(accountIds).stream()
                .collect(Collectors.groupingBy(submission -> List.of(submission.accountId(), submission.lab())))
                .values()
                .stream()
                .map(handedIn -> standing(handedIn, decided))
                .toList();
    }

    private static Standing standing(List<Submission> measured, Map<Long, Decision> decided) {
        var handedIn = measured.stream().map(one -> as(one, decided)).toList();
        var latest = handedIn.getLast();
        var judged = handedIn.stream()
                .filter(submission -> submission.state().isJudgement())
                .toList();
        return new Standing(
                latest.accountId(),
                latest.lab(),
                handedIn.size(),
                (int) measured.stream()
                        .filter(submission -> submission.state().isJudgement())
                        .count(),
                judged.stream().max(BETTER),
                latest,
                handedIn.stream()
                        .map(Submission::key)
                        .filter(decided::containsKey)
                        .collect(Collectors.toSet()));
    }

    private static Submission as(Submission submission, Map<Long, Decision> decided) {
        var decision = decided.get(submission.key());
        return decision == null ? submission : submission.as(decision);
    }
}
