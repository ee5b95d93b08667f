package academy.ascent.platform.grade;

import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.SignedIn;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps what counts in each cohort. Callers check that a person teaches the cohort. */
@Singleton
public class Policies {
    private final PolicyRows rows;
    private final AuditLog audit;

    Policies(PolicyRows rows, AuditLog audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /** What counts in a cohort. */
    public Policy of(long cohort) {
        var labs = rows.labs(cohort).stream().collect(Collectors.toMap(LabPolicy::lab, Function.identity()));
        return new Policy(rows.lateDays(cohort), labs);
    }

    /** A cohort that somebody is in, with what counts there. */
    public record Membership(String cohort, int level, Policy policy) {}

    /** The running cohorts that this person is a member of, the first joined first. */
    public List<Membership> ofMember(long account) {
        return rows.memberships(account).stream()
                .map(one -> new Membership(one.name(), one.level(), of(one.cohort())))
                .toList();
    }

    /**
     * Puts a policy in place of the one that stands; labs that it does not name keep theirs.
     *
     * @return whether anything changed
     */
    @Transactional
    public boolean change(SignedIn person, long cohort, Policy policy) {
        rows.lock(cohort);
        var before = of(cohort);
        var after = new TreeMap<>(before.labs());
        after.putAll(policy.labs());
        if (before.equals(new Policy(policy.lateDays(), after))) {
            return false;
        }
        rows.setLateDays(cohort, policy.lateDays());
        policy.labs()
                .values()
                .forEach(lab ->
                        rows.put(cohort, lab.lab(), lab.dueAt(), lab.counts().name()));
        audit.record(
                person.id(), "cohort.policy", "cohort/" + cohort, "from " + words(before) + " to " + words(of(cohort)));
        return true;
    }

    private static String words(Policy policy) {
        return policy.lateDays() + " late days"
                + new TreeMap<>(policy.labs())
                        .values().stream()
                                .map(lab -> "; " + lab.lab() + ": "
                                        + (lab.dueAt() == null ? "never due" : "due " + lab.dueAt()) + ", the "
                                        + (lab.counts() == LabPolicy.Counts.BEST ? "best" : "last") + " counts")
                                .collect(Collectors.joining());
    }
}
