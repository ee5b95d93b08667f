package academy.ascent.platform.grade;

import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.SignedIn;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes, ends and reads what people decided. A form names the decision that it saw standing, 0 for none: who was overtaken by
 * somebody else writes nothing. Callers ask {@link Teaching} first, and check the points against the submission's.
 */
@Singleton
public class Decisions {
    private final DecisionRows rows;
    private final AuditLog audit;
    private final InstantSource clock;

    Decisions(DecisionRows rows, AuditLog audit, InstantSource clock) {
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /** Everything that was decided about a submission, newest first. */
    public List<Decision> history(long submission) {
        return rows.history(submission);
    }

    /** What stands about a submission. */
    public Optional<Decision> standing(long submission) {
        return history(submission).stream().filter(Decision::stands).findFirst();
    }

    /** What stands about everything that these accounts handed in, by the submission's number. */
    public Map<Long, Decision> standing(Collection<Long> accounts) {
        return accounts.isEmpty()
                ? Map.of()
                : rows.standing(accounts).stream()
                        .collect(Collectors.toMap(Decision::submissionId, Function.identity()));
    }

    /** What applied regrades measured anew of everything that these accounts handed in, by the submission's number. */
    public Map<Long, Regraded> regraded(Collection<Long> accounts) {
        return regraded(accounts, 0);
    }

    /** The same as if one regrade did not stand. */
    public Map<Long, Regraded> regraded(Collection<Long> accounts, long except) {
        return accounts.isEmpty()
                ? Map.of()
                : rows.regraded(accounts, except).stream()
                        .collect(Collectors.toMap(Regraded::submissionId, Function.identity(), (_, later) -> later));
    }

    /**
     * Gives points, in place of the decision that stood.
     *
     * @param seen the decision that stood when the form was opened, or 0
     * @param before the grade until now, for the audit
     */
    @Transactional
    public DecisionOutcome decide(
            SignedIn person, long submission, long seen, int points, String reason, String before) {
        return unlessOvertaken(submission, seen, () -> {
            rows.end(seen, person.id(), clock.instant());
            rows.add(submission, points, reason, person.id(), clock.instant());
            audit.record(
                    person.id(),
                    "grade.override",
                    "submission/" + submission,
                    "from " + before + " to " + points + " points: " + reason);
        });
    }

    /** Takes back the decision that stands; what was there before any decision counts again. */
    @Transactional
    public DecisionOutcome withdraw(SignedIn person, long submission, long seen) {
        if (seen == 0) {
            return new DecisionOutcome.Overtaken();
        }
        return unlessOvertaken(submission, seen, () -> {
            rows.end(seen, person.id(), clock.instant());
            audit.record(person.id(), "grade.withdraw", "submission/" + submission, "decision " + seen);
        });
    }

    private DecisionOutcome unlessOvertaken(long submission, long seen, Runnable write) {
        rows.lock(submission);
        if (standing(submission).map(Decision::id).orElse(0L) != seen) {
            return new DecisionOutcome.Overtaken();
        }
        write.run();
        return new DecisionOutcome.Done();
    }
}
