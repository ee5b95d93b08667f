package academy.ascent.platform.submission;

import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.SignedIn;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Stops and starts the queue of a lab; what is being measured goes on to its end. Callers check who may. */
@Singleton
public class Pauses {
    private final PauseRows rows;
    private final AuditLog audit;
    private final InstantSource clock;

    Pauses(PauseRows rows, AuditLog audit, InstantSource clock) {
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A pause that stands.
     *
     * @param pauser the name of who made it
     */
    public record Pause(String lab, String reason, String pauser, Instant since) {}

    public List<Pause> standing() {
        return rows.standing().stream().map(Pauses::pause).toList();
    }

    /** Why a lab's queue stands still; empty if it does not. */
    Optional<String> reason(String lab) {
        return rows.find(lab).map(PauseRows.Standing::reason);
    }

    /** Whether a submission waits for its lab to go on. */
    boolean holds(long submission) {
        return rows.countFor(submission) > 0;
    }

    /** Stops a lab's queue; false if it stands still already. */
    @Transactional
    public boolean pause(SignedIn person, String lab, String reason) {
        var paused = rows.pause(lab, reason, person.id(), clock.instant()) > 0;
        if (paused) {
            audit.record(person.id(), "lab.pause", "lab/" + lab, reason);
        }
        return paused;
    }

    /** Lets a lab's queue go on; false if it was going. */
    @Transactional
    public boolean resume(SignedIn person, String lab) {
        var now = clock.instant();
        var resumed = rows.resume(lab, person.id(), now) > 0;
        if (resumed) {
            rows.wake(lab, now);
            audit.record(person.id(), "lab.resume", "lab/" + lab, "");
        }
        return resumed;
    }

    private static Pause pause(PauseRows.Standing one) {
        return new Pause(one.lab(), one.reason(), one.pauser(), one.pausedAt());
    }
}
