package academy.ascent.platform.regrade;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.grade.Teaching;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.LabCatalog;
import academy.ascent.platform.regrade.Regrade.Against;
import academy.ascent.platform.regrade.Regrade.State;
import academy.ascent.platform.submission.PinnedLabs;
import academy.ascent.platform.submission.Regradings;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.SubmissionState;
import academy.ascent.platform.submission.Submissions;
import academy.ascent.platform.web.AscentException;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Starts sets of regradings, shows what they would change, applies and takes them back. What counts depends on a set's state
 * alone, so that applying it is one write: a crash leaves all of the old grades or all of the new ones.
 */
@Singleton
class Regrades {
    static final int MOST = 500;

    private final RegradeRows rows;
    private final Submissions submissions;
    private final Regradings regradings;
    private final PinnedLabs pinned;
    private final LabCatalog labs;
    private final Decisions decisions;
    private final Teaching teaching;
    private final AuditLog audit;
    private final InstantSource clock;

    Regrades(
            RegradeRows rows,
            Submissions submissions,
            Regradings regradings,
            PinnedLabs pinned,
            LabCatalog labs,
            Decisions decisions,
            Teaching teaching,
            AuditLog audit,
            InstantSource clock) {
        this.rows = rows;
        this.submissions = submissions;
        this.regradings = regradings;
        this.pinned = pinned;
        this.labs = labs;
        this.decisions = decisions;
        this.teaching = teaching;
        this.audit = audit;
        this.clock = clock;
    }

    /** What would be measured again. */
    record Plan(Scope scope, String lab, String title, List<Submission> submissions) {}

    /**
     * What a scope holds, for a person who may regrade it.
     *
     * @throws AscentException with status 403 or 404 for everybody else
     */
    Plan plan(SignedIn person, Scope scope) {
        return switch (scope) {
            case Scope.One(long id) -> planOne(person, id, scope);
            case Scope.OfCohort(long cohort, String lab) -> {
                var name = rows.cohortName(cohort).filter(_ -> teaching.teachesCohort(person, cohort));
                var title = labs.get(lab).title() + " in "
                        + name.orElseThrow(() -> AscentException.notFound("This cohort"));
                yield new Plan(scope, lab, title, all(rows.ofCohort(cohort, lab)));
            }
            case Scope.OfVersion(String lab, String digest) -> {
                if (!person.is(Role.ADMIN)) {
                    throw AscentException.forbidden(
                            "A version of a lab concerns every cohort: only an administrator regrades it.");
                }
                var title = lab + "@" + digest.substring(0, Math.min(12, digest.length()));
                yield new Plan(scope, lab, title, all(rows.ofVersion(lab, digest)));
            }
        };
    }

    private Plan planOne(SignedIn person, long id, Scope scope) {
        var submission = submissions
                .find(id)
                .filter(one -> !submissions.isRegrading(id))
                .orElseThrow(() -> AscentException.notFound("Submission " + id));
        var lab = lab(submission, Against.PINNED);
        teaching.require(person, submission.accountId(), lab.level());
        var fit = !submission.state().isOpen() && submission.state() != SubmissionState.REFUSED;
        var learner = submissions.learner(submission.accountId()).orElse("somebody");
        var title = lab.title() + ", no. " + submission.number() + " by " + learner;
        return new Plan(scope, lab.id(), title, fit ? List.of(submission) : List.of());
    }

    private List<Submission> all(List<Long> ids) {
        return ids.stream().flatMap(id -> submissions.find(id).stream()).toList();
    }

    /** Begins to measure a plan again, as one transaction; gives the set's number. */
    @Transactional
    long start(SignedIn person, Plan plan, Against against, String reason) {
        if (plan.submissions().isEmpty() || plan.submissions().size() > MOST) {
            throw new AscentException(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "regrade-size",
                    "Nothing was started",
                    "A regrade takes 1 to " + MOST + " submissions that were measured; this would be "
                            + plan.submissions().size() + ". Choose another scope.");
        }
        var cohort = plan.scope() instanceof Scope.OfCohort(long id, String _) ? Long.valueOf(id) : null;
        var regrade = rows.add(
                        plan.scope().word(),
                        plan.lab(),
                        cohort,
                        against.name(),
                        plan.title(),
                        reason,
                        person.id(),
                        clock.instant())
                .getFirst();
        plan.submissions().forEach(one -> regradings.add(regrade, one, lab(one, against)));
        record(person, regrade, "start", plan.submissions().size() + " submissions: " + plan.title() + ": " + reason);
        return regrade;
    }

    private Lab lab(Submission submission, Against against) {
        return switch (against) {
            case CURRENT -> labs.get(submission.lab());
            case PINNED ->
                pinned.find(submission).orElseThrow(() -> AscentException.notFound("The lab " + submission.lab()));
        };
    }

    /** The sets that this person may see, newest first. */
    List<Regrade> seenBy(SignedIn person) {
        return rows.list(person.is(Role.ADMIN) ? null : person.id());
    }

    /**
     * A set that this person started, or any for an administrator.
     *
     * @throws AscentException with status 404 for everybody else
     */
    Regrade of(SignedIn person, long id) {
        return rows.find(id)
                .filter(one -> one.starterId() == person.id() || person.is(Role.ADMIN))
                .orElseThrow(() -> AscentException.notFound("This regrade"));
    }

    /** What each submission of a set counts for without it, and what was measured anew. */
    List<Difference> differences(Regrade regrade) {
        var pairs = rows.pairs(regrade.id());
        var accounts = pairs.stream().map(RegradeRows.Pair::account).collect(Collectors.toUnmodifiableSet());
        var others = decisions.regraded(accounts, regrade.id());
        var decided = decisions.standing(accounts);
        return pairs.stream()
                .map(pair -> {
                    var submission = submissions.find(pair.submission()).orElseThrow();
                    var other = others.get(pair.submission());
                    return new Difference(
                            pair.learner(),
                            other == null ? submission : submission.as(other),
                            submissions.find(pair.regrading()).orElseThrow(),
                            decided.containsKey(pair.submission()));
                })
                .toList();
    }

    /** Makes everything that the set measured count, at once. */
    @Transactional
    Optional<String> apply(SignedIn person, long id) {
        rows.lock(id);
        var regrade = of(person, id);
        if (!regrade.isReady()) {
            return Optional.of(
                    regrade.state() == State.RUNNING
                            ? "It is still being measured: " + regrade.open() + " of " + regrade.items()
                                    + " are open. Wait for them, then apply it as a whole."
                            : "It was decided about already; look at what stands now.");
        }
        rows.apply(id, person.id(), clock.instant());
        record(person, id, "apply", regrade.items() + " submissions: " + regrade.title());
        return Optional.empty();
    }

    /** Forgets what the set measured; what waits in the queue is taken out. */
    @Transactional
    Optional<String> discard(SignedIn person, long id) {
        return end(person, id, State.RUNNING, State.DISCARDED, "discard");
    }

    /** Makes what counted before count again, at once. */
    @Transactional
    Optional<String> reverse(SignedIn person, long id) {
        return end(person, id, State.APPLIED, State.REVERSED, "reverse");
    }

    private Optional<String> end(SignedIn person, long id, State from, State to, String action) {
        rows.lock(id);
        var regrade = of(person, id);
        if (regrade.state() != from) {
            return Optional.of("It was decided about already; look at what stands now.");
        }
        rows.end(id, to.name(), person.id(), clock.instant());
        if (to == State.DISCARDED) {
            regradings.clear(id);
        }
        record(person, id, action, regrade.title());
        return Optional.empty();
    }

    private void record(SignedIn person, long regrade, String action, String detail) {
        audit.record(person.id(), "regrade." + action, "regrade/" + regrade, detail);
    }
}
