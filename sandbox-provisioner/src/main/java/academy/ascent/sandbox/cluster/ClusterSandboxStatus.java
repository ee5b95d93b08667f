package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass.Gpus;
import academy.ascent.sandbox.SandboxName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A sandbox as its cluster knows it.
 *
 * @param name what it is asked for by
 * @param place what it is on the cluster: its namespace is named so. One that was made ahead was there before it had a name
 * @param sandboxClass the name of its class
 * @param owner whose it is
 * @param lastUsed when somebody last opened, resumed, extended or used it
 * @param term empty where it lasts until it is closed
 * @param gpus what its class had of GPUs when it was opened; empty for none
 */
public record ClusterSandboxStatus(
        SandboxName name,
        SandboxName place,
        String sandboxClass,
        String owner,
        Isolation isolation,
        Phase phase,
        Instant opened,
        Instant lastUsed,
        Optional<Term> term,
        Optional<Gpus> gpus) {

    /** One that is where its name says. */
    ClusterSandboxStatus(
            SandboxName name,
            String sandboxClass,
            String owner,
            Isolation isolation,
            Phase phase,
            Instant opened,
            Instant lastUsed,
            Optional<Term> term,
            Optional<Gpus> gpus) {
        this(name, name, sandboxClass, owner, isolation, phase, opened, lastUsed, term, gpus);
    }

    /** Where it is in its life. What ends in -ING goes on if it is asked for again, whoever began it. */
    public enum Phase {
        OPENING,
        OPEN,
        SUSPENDING,
        SUSPENDED,
        RESUMING,
        CLOSING;

        boolean isAsleep() {
            return this == SUSPENDING || this == SUSPENDED;
        }

        boolean isSettled() {
            return this == OPEN || this == SUSPENDED;
        }
    }

    /**
     * How long it may be had.
     *
     * @param idle without use for so long, it is suspended
     * @param lifetime what an extension gives from then on
     * @param expires when it is closed
     * @param extensionsLeft how often its lifetime may still be begun anew
     */
    public record Term(Duration idle, Duration lifetime, Instant expires, int extensionsLeft) {

        /** The same with its lifetime before it; it never expires sooner than before. */
        Term longer(Instant now) {
            Instant later = now.plus(lifetime);
            return new Term(idle, lifetime, later.isAfter(expires) ? later : expires, extensionsLeft);
        }

        /** The same with one extension less. */
        Term anew(Instant now) {
            return new Term(idle, lifetime, longer(now).expires(), extensionsLeft - 1);
        }
    }

    String namespace() {
        return ClusterSandbox.namespace(place);
    }

    /** The same, asked for by another name. */
    ClusterSandboxStatus called(SandboxName other) {
        return new ClusterSandboxStatus(
                other, place, sandboxClass, owner, isolation, phase, opened, lastUsed, term, gpus);
    }

    ClusterSandboxStatus in(Phase next) {
        return new ClusterSandboxStatus(
                name, place, sandboxClass, owner, isolation, next, opened, lastUsed, term, gpus);
    }

    /** The same, used at a moment, unless it was used later already. */
    ClusterSandboxStatus usedAt(Instant moment) {
        Instant later = moment.isAfter(lastUsed) ? moment : lastUsed;
        return new ClusterSandboxStatus(name, place, sandboxClass, owner, isolation, phase, opened, later, term, gpus);
    }

    ClusterSandboxStatus until(Term other) {
        return new ClusterSandboxStatus(
                name, place, sandboxClass, owner, isolation, phase, opened, lastUsed, Optional.of(other), gpus);
    }

    /** The same with the term and the GPUs of a fresh one where it has lost its own. */
    ClusterSandboxStatus orAs(ClusterSandboxStatus fresh) {
        return new ClusterSandboxStatus(
                name,
                place,
                sandboxClass,
                owner,
                isolation,
                phase,
                opened,
                lastUsed,
                term.or(fresh::term),
                gpus.or(fresh::gpus));
    }
}
