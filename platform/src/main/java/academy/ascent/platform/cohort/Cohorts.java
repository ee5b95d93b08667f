package academy.ascent.platform.cohort;

import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes and changes cohorts, and says who is in them; every privileged change leaves an audit row. */
@Singleton
class Cohorts {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private final CohortRows rows;
    private final MemberRows members;
    private final AuditLog audit;
    private final InstantSource clock;

    Cohorts(CohortRows rows, MemberRows members, AuditLog audit, InstantSource clock) {
        this.rows = rows;
        this.members = members;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a cohort's form says, checked. */
    record Details(
            String name,
            int level,
            LocalDate startsOn,
            @Nullable LocalDate endsOn) {}

    /** One's own cohorts, or everyone's for an administrator. */
    List<CohortRows.Summary> seenBy(SignedIn instructor) {
        return rows.list(instructor.is(Role.ADMIN) ? null : instructor.id());
    }

    /**
     * A cohort that this person teaches, or any for an administrator.
     *
     * @throws AscentException with status 404 if there is none, or it is somebody else's
     */
    Cohort taughtBy(SignedIn instructor, long id) {
        return rows.findById(id)
                .filter(cohort -> cohort.instructorId() == instructor.id() || instructor.is(Role.ADMIN))
                .orElseThrow(() -> AscentException.notFound("This cohort"));
    }

    @Transactional
    Cohort create(SignedIn instructor, Details details) {
        var cohort = rows.save(new Cohort(
                null,
                details.name(),
                details.level(),
                instructor.id(),
                details.startsOn(),
                details.endsOn(),
                clock.instant(),
                null));
        audit.record(instructor.id(), "cohort.create", cohort.subject(), details.name());
        return cohort;
    }

    /** Gives another name and other days; the level stays. */
    @Transactional
    void change(SignedIn instructor, Cohort cohort, Details details) {
        rows.change(cohort.number(), details.name(), details.startsOn(), details.endsOn());
        audit.record(
                instructor.id(),
                "cohort.change",
                cohort.subject(),
                "from " + cohort.name() + ", " + days(cohort.startsOn(), cohort.endsOn()) + " to " + details.name()
                        + ", " + days(details.startsOn(), details.endsOn()));
    }

    @Transactional
    void archive(SignedIn instructor, Cohort cohort) {
        rows.setArchived(cohort.number(), clock.instant());
        audit.record(instructor.id(), "cohort.archive", cohort.subject(), cohort.name());
    }

    @Transactional
    void restore(SignedIn instructor, Cohort cohort) {
        rows.setArchived(cohort.number(), null);
        audit.record(instructor.id(), "cohort.restore", cohort.subject(), cohort.name());
    }

    List<MemberRows.Member> members(Cohort cohort) {
        return members.members(cohort.number());
    }

    List<MemberRows.Member> removed(Cohort cohort) {
        return members.removed(cohort.number());
    }

    /** Takes a member out, and gives whom; empty if they are no member. */
    @Transactional
    Optional<MemberRows.Member> remove(SignedIn instructor, Cohort cohort, long account) {
        if (members.end(cohort.number(), account, true, clock.instant()) == 0) {
            return Optional.empty();
        }
        audit.record(instructor.id(), "cohort.remove-member", cohort.subject(), "account/" + account);
        return members.find(cohort.number(), account);
    }

    /** Undoes a removal, and gives whose; empty if they were not removed. */
    @Transactional
    Optional<MemberRows.Member> letBack(SignedIn instructor, Cohort cohort, long account) {
        if (members.letBack(cohort.number(), account) == 0) {
            return Optional.empty();
        }
        audit.record(instructor.id(), "cohort.let-back", cohort.subject(), "account/" + account);
        return members.find(cohort.number(), account);
    }

    /** Notes that the cohort's results left the house as a file. */
    @Transactional
    void noteExport(SignedIn instructor, Cohort cohort, int lines) {
        audit.record(instructor.id(), "cohort.export", cohort.subject(), lines + " lines");
    }

    /** The cohorts that this person is a member of. */
    List<CohortRows.Summary> joinedBy(SignedIn person) {
        return rows.ofMember(person.id());
    }

    /**
     * Leaves.
     *
     * @return whether the person was a member
     */
    @Transactional
    boolean leave(SignedIn person, long cohort) {
        return members.end(cohort, person.id(), false, clock.instant()) > 0;
    }

    /** When a cohort runs, in words. */
    static String days(LocalDate from, @Nullable LocalDate to) {
        return to == null ? "from " + DAY.format(from) : DAY.format(from) + " to " + DAY.format(to);
    }
}
