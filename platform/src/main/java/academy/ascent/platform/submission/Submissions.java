package academy.ascent.platform.submission;

import academy.ascent.platform.grade.Decision;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.grade.Policy;
import academy.ascent.platform.grade.Reckoning;
import academy.ascent.platform.grade.Regraded;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads what learners handed in. */
@Singleton
public class Submissions {
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
        return find(id).filter(submission -> person.is(Role.INSTRUCTOR)
                        || submission.accountId() == person.id() && (!isRegrading(id) || rows.countApplied(id) > 0))
                .orElseThrow(() -> AscentException.notFound("Submission " + id));
    }

    /** Whether it was not handed in, but measures a submission again. */
    public boolean isRegrading(long id) {
        return rows.regradeOf(id) > 0;
    }

    /** The texts of the handed in files, by path. */
    public SequencedMap<String, String> files(long id) {
        var texts = new TreeMap<String, String>();
        files.files(id).forEach(file -> texts.put(file.path(), file.text()));
        return texts;
    }

    /** As it counts: by what a person decided where that stands, else by an applied regrade, else as it was measured. */
    public Submission graded(Submission submission) {
        return decisions.standing(submission.key()).map(submission::as).orElseGet(() -> measured(submission));
    }

    /** As it was measured: in the regrade that was applied last, else when it was handed in. */
    public Submission measured(Submission submission) {
        return regraded(submission).map(submission::as).orElse(submission);
    }

    /** What the regrade that was applied last measured anew. */
    Optional<Regraded> regraded(Submission submission) {
        return Optional.ofNullable(
                decisions.regraded(List.of(submission.accountId())).get(submission.key()));
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

    /** What one learner handed in as it counts, decisions included, oldest first. */
    public List<Submission> graded(long accountId) {
        return graded(List.of(accountId), decisions.standing(List.of(accountId)));
    }

    /** The same for one lab. */
    public List<Submission> graded(long accountId, String lab) {
        return graded(accountId).stream().filter(one -> one.lab().equals(lab)).toList();
    }

    /** One standing for each of these accounts and each lab that it handed something in for, decisions included. */
    public List<Standing> standings(Collection<Long> accountIds) {
        return standings(accountIds, Policy.NONE);
    }

    /** The same, with what counts by a cohort's policy. */
    public List<Standing> standings(Collection<Long> accountIds, Policy policy) {
        var decided = decisions.standing(accountIds);
        var byAccount = graded(accountIds, decided).stream().collect(Collectors.groupingBy(Submission::accountId));
        return byAccount.values().stream()
                .flatMap(handedIn -> standings(handedIn, policy, decided.keySet()).stream())
                .toList();
    }

    /** One learner's. */
    private static List<Standing> standings(List<Submission> graded, Policy policy, Set<Long> decided) {
        var reckoning =
                Reckoning.of(policy, graded.stream().map(Submission::attempt).toList());
        return graded.stream().collect(Collectors.groupingBy(Submission::lab)).values().stream()
                .map(handedIn -> Standing.of(handedIn, reckoning, decided))
                .toList();
    }

    private List<Submission> graded(Collection<Long> accountIds, Map<Long, Decision> decided) {
        var regraded = decisions.regraded(accountIds);
        return of(accountIds).stream()
                .map(one -> {
                    var decision = decided.get(one.key());
                    var anew = regraded.get(one.key());
                    return decision != null ? one.as(decision) : anew != null ? one.as(anew) : one;
                })
                .toList();
    }
}
