package academy.ascent.platform.cohort;

import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.identity.Tokens;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes links into cohorts, and lets people in by them. */
@Singleton
class Invitations {
    private final InvitationRows invitations;
    private final CohortRows cohorts;
    private final MemberRows members;
    private final AuditLog audit;
    private final InstantSource clock;

    Invitations(
            InvitationRows invitations, CohortRows cohorts, MemberRows members, AuditLog audit, InstantSource clock) {
        this.invitations = invitations;
        this.cohorts = cohorts;
        this.members = members;
        this.audit = audit;
        this.clock = clock;
    }

    /** Makes a link and takes the one before it back; only this answer ever knows the token. */
    @Transactional
    String invite(SignedIn instructor, Cohort cohort, Duration life, @Nullable Integer places) {
        var now = clock.instant();
        invitations.revoke(cohort.number(), now);
        var token = Tokens.fresh();
        var expires = now.plus(life);
        invitations.save(new Invitation(null, cohort.number(), Tokens.hash(token), places, now, expires, null));
        var limit = places == null ? "any number of places" : places + " places";
        audit.record(instructor.id(), "cohort.invite", cohort.subject(), limit + ", until " + expires);
        return token;
    }

    @Transactional
    void revoke(SignedIn instructor, Cohort cohort) {
        if (invitations.revoke(cohort.number(), clock.instant()) > 0) {
            audit.record(instructor.id(), "cohort.revoke-invitation", cohort.subject(), "");
        }
    }

    /** The link that works now or has expired, and how many came by it. */
    Optional<Current> current(Cohort cohort) {
        return invitations
                .current(cohort.number())
                .map(invitation -> new Current(
                        invitation,
                        members.countJoinedBy(invitation.number()),
                        invitation.hasExpired(clock.instant())));
    }

    record Current(Invitation invitation, long joined, boolean expired) {}

    /** What a link says to this person, or to a stranger. */
    @Transactional
    Joining look(String token, Optional<SignedIn> person) {
        return invitations
                .find(Tokens.hash(token))
                .map(invitation -> judge(invitation, person))
                .orElseGet(Joining.Unknown::new);
    }

    /** Joins; who is a member already stays one. */
    @Transactional
    Joining join(String token, SignedIn person) {
        var invitation = invitations.lock(Tokens.hash(token));
        if (invitation.isEmpty()) {
            return new Joining.Unknown();
        }
        var judged = judge(invitation.get(), Optional.of(person));
        if (judged instanceof Joining.Open(Cohort cohort, String instructor)) {
            members.join(cohort.number(), person.id(), invitation.get().number(), clock.instant());
            return new Joining.Member(cohort, instructor);
        }
        return judged;
    }

    private Joining judge(Invitation invitation, Optional<SignedIn> person) {
        var cohort = cohorts.findById(invitation.cohortId()).orElseThrow();
        var instructor = cohorts.instructorName(cohort.number());
        var known = person.flatMap(someone -> members.find(cohort.number(), someone.id()));
        if (known.filter(member -> member.leftAt() == null).isPresent()) {
            return new Joining.Member(cohort, instructor);
        }
        return reason(invitation, cohort, person, known)
                .<Joining>map(reason -> new Joining.Closed(cohort, instructor, reason))
                .orElseGet(() -> new Joining.Open(cohort, instructor));
    }

    private Optional<Joining.Reason> reason(
            Invitation invitation, Cohort cohort, Optional<SignedIn> person, Optional<MemberRows.Member> known) {
        if (person.filter(someone -> someone.id() == cohort.instructorId()).isPresent()) {
            return Optional.of(Joining.Reason.TEACHES);
        }
        if (cohort.isArchived()) {
            return Optional.of(Joining.Reason.OVER);
        }
        if (invitation.revokedAt() != null) {
            return Optional.of(Joining.Reason.REVOKED);
        }
        if (invitation.hasExpired(clock.instant())) {
            return Optional.of(Joining.Reason.EXPIRED);
        }
        if (known.filter(member -> member.removed() && isBefore(invitation.createdAt(), member.leftAt()))
                .isPresent()) {
            return Optional.of(Joining.Reason.REMOVED);
        }
        var places = invitation.places();
        return places != null && members.countJoinedBy(invitation.number()) >= places
                ? Optional.of(Joining.Reason.FULL)
                : Optional.empty();
    }

    private static boolean isBefore(Instant made, @Nullable Instant left) {
        return left != null && made.isBefore(left);
    }
}
