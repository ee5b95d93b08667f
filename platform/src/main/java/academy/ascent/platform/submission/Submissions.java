package academy.ascent.platform.submission;

import academy.ascent.platform.grade.Attempt;
import academy.ascent.platform.grade.Decision;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.grade.Policy;
import academy.ascent.platform.grade.Reckoning;
import academy.ascent.platform.grade.Regraded;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        var accounts = List.of(accountId);
        return graded(accounts, of(accounts), decisions.standing(accounts));
    }

    /** The same as a policy sees it. */
    List<Attempt> attempts(long accountId) {
        var accounts = List.of(accountId);
        var handedIn = of(accounts);
        return attempts(graded(accounts, handedIn, decisions.standing(accounts)), lost(handedIn));
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
        var handedIn = of(accountIds);
        var decided = decisions.standing(accountIds);
        var byAccount =
                graded(accountIds, handedIn, decided).stream().collect(Collectors.groupingBy(Submission::accountId));
        var lost = lost(handedIn);
        return byAccount.values().stream()
                .flatMap(graded -> standings(graded, Reckoning.of(policy, attempts(graded, lost)), decided.keySet()))
                .toList();
    }

    /** One learner's. */
    private static Stream<Standing> standings(List<Submission> graded, Reckoning reckoning, Set<Long> decided) {
        return graded.stream().collect(Collectors.groupingBy(Submission::lab)).values().stream()
                .map(handedIn -> Standing.of(handedIn, reckoning, decided));
    }

    private static List<Attempt> attempts(List<Submission> graded, Map<Long, Duration> lost) {
        return graded.stream()
                .map(one -> one.attempt(lost.getOrDefault(one.key(), Duration.ZERO)))
                .toList();
    }

    /** What faults cost, by the number of the submission; a decision or a regrade since does not make it undone. */
    private static Map<Long, Duration> lost(List<Submission> handedIn) {
        return handedIn.stream().collect(Collectors.toMap(Submission::key, Submission::lost));
    }

    private List<Submission> graded(
            Collection<Long> accountIds, List<Submission> handedIn, Map<Long, Decision> decided) {
        var regraded = decisions.regraded(accountIds);
        return handedIn.stream()
                .map(one -> {
                    var decision = decided.get(one.key());
                    var anew = regraded.get(one.key());
                    return decision != null ? one.as(decision) : anew != null ? one.as(anew) : one;
                })
                .toList();
    }
}
