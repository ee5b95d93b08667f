package academy.ascent.platform.sandbox;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.LabCatalog;
import academy.ascent.sandbox.SandboxClass.Stay;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what should be of learners' sandboxes; {@link SandboxKeeper} brings it about. */
@Singleton
public class LearnerSandboxes {
    static final String IDLE = "It was not used for a while, so its processes were ended. Your files are as they were.";
    static final String OVER = "Its time was over. Your files are as they were; open another one whenever you like.";

    private final SandboxRows rows;
    private final LabCatalog labs;
    private final AuditLog audit;
    private final SandboxConfig config;
    private final InstantSource clock;

    LearnerSandboxes(SandboxRows rows, LabCatalog labs, AuditLog audit, SandboxConfig config, InstantSource clock) {
        this.rows = rows;
        this.labs = labs;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /** How a wish to deploy ended. */
    sealed interface Deployed {
        record Done() implements Deployed {}

        /**
         * The learner's sandbox is used for another lab.
         *
         * @param lab its id
         */
        record Elsewhere(String lab) implements Deployed {}

        /**
         * This machine carries no more.
         *
         * @param most how many it carries
         * @param free when the next one ends at the latest
         */
        record Full(int most, Instant free) implements Deployed {}
    }

    /** Every open one, the oldest first; suspended ones among them. */
    public List<LearnerSandbox> open() {
        return rows.open();
    }

    Optional<LearnerSandbox> openOf(long account) {
        return rows.openOf(account);
    }

    Optional<LearnerSandbox> lastOf(long account, String lab) {
        return rows.lastOf(account, lab);
    }

    /** Deploys the learner's files of a lab, into a new sandbox if there is none; a suspended one goes on. */
    @Transactional
    Deployed deploy(SignedIn person, Lab lab) {
        rows.takeTurn();
        var now = clock.instant();
        var open = rows.openOf(person.id());
        if (open.isPresent() && !open.get().lab().equals(lab.id())) {
            return new Deployed.Elsewhere(open.get().lab());
        }
        var runs = open.filter(one -> !one.isSuspended()).isPresent();
        if (!runs && rows.running() >= config.most()) {
            return new Deployed.Full(config.most(), nextEnd());
        }
        if (open.isPresent()) {
            rows.deploy(open.get().id(), now);
        } else {
            var expires = now.plus(stay(lab).lifetime());
            rows.insert(person.id(), lab.id(), lab.sandboxClass().name(), now, expires);
        }
        return new Deployed.Done();
    }

    private Instant nextEnd() {
        return rows.open().stream()
                .filter(one -> !one.isSuspended())
                .map(LearnerSandbox::expiresAt)
                .min(Instant::compareTo)
                .orElseGet(clock::instant);
    }

    /** Says that the learner did something in it, so that it is not idle. */
    @Transactional
    void touch(LearnerSandbox sandbox) {
        rows.touch(sandbox.id(), clock.instant());
    }

    /** Begins its lifetime anew; false if its class allows no more of that. */
    @Transactional
    boolean extend(LearnerSandbox sandbox) {
        var stay = stay(sandbox).orElse(null);
        var now = clock.instant();
        return stay != null && rows.extend(sandbox.id(), now, now.plus(stay.lifetime()), stay.extensions()) > 0;
    }

    /** How often its learner may still extend it. */
    int extensionsLeft(LearnerSandbox sandbox) {
        return stay(sandbox)
                .map(stay -> Math.max(0, stay.extensions() - sandbox.extensions()))
                .orElse(0);
    }

    /** When it will be suspended if nothing is done in it. */
    Instant idleAt(LearnerSandbox sandbox) {
        return sandbox.usedAt().plus(stay(sandbox).map(Stay::idle).orElse(Duration.ZERO));
    }

    @Transactional
    boolean close(LearnerSandbox sandbox) {
        return rows.close(sandbox.id(), "You closed it.", clock.instant()) > 0;
    }

    /** Suspends what nobody uses and closes what is past its time, or whose lab is gone. */
    @Transactional
    void sweep() {
        var now = clock.instant();
        for (var one : rows.open()) {
            if (!one.expiresAt().isAfter(now)) {
                rows.close(one.id(), OVER, now);
            } else if (labs.find(one.lab()).isEmpty()) {
                rows.close(one.id(), "The lab is not offered any more.", now);
            } else if (!one.isSuspended() && !idleAt(one).isAfter(now)) {
                rows.suspend(one.id(), IDLE, now);
            }
        }
    }

    /**
     * An operator gives it one lifetime from now on, which is not counted against its learner.
     *
     * @param operator null for the command line
     */
    @Transactional
    public boolean prolong(@Nullable Long operator, long id) {
        return rows.open(id)
                .filter(one -> rows.prolong(id, clock.instant().plus(lifetime(one))) > 0)
                .map(one -> record(operator, "sandbox.extend", one))
                .orElse(false);
    }

    /**
     * An operator ends its processes; the learner can deploy again.
     *
     * @param operator null for the command line
     */
    @Transactional
    public boolean suspend(@Nullable Long operator, long id) {
        var why = "An operator suspended it. Your files are as they were; deploy again to go on.";
        return rows.open(id)
                .filter(_ -> rows.suspend(id, why, clock.instant()) > 0)
                .map(one -> record(operator, "sandbox.suspend", one))
                .orElse(false);
    }

    /**
     * An operator closes it.
     *
     * @param operator null for the command line
     */
    @Transactional
    public boolean close(@Nullable Long operator, long id) {
        return rows.open(id)
                .filter(_ -> rows.close(id, "An operator closed it. Your files are as they were.", clock.instant()) > 0)
                .map(one -> record(operator, "sandbox.close", one))
                .orElse(false);
    }

    private boolean record(@Nullable Long operator, String action, LearnerSandbox sandbox) {
        audit.record(operator, action, "sandbox/" + sandbox.id(), "of account " + sandbox.accountId());
        return true;
    }

    private Duration lifetime(LearnerSandbox sandbox) {
        return stay(sandbox).map(Stay::lifetime).orElse(Duration.ofHours(1));
    }

    private Optional<Stay> stay(LearnerSandbox sandbox) {
        return labs.find(sandbox.lab()).map(LearnerSandboxes::stay);
    }

    private static Stay stay(Lab lab) {
        return lab.sandboxClass()
                .stay()
                .orElseThrow(() -> new IllegalStateException(
                        "The sandbox class " + lab.sandboxClass().name() + " does not say how long it lasts"));
    }
}
