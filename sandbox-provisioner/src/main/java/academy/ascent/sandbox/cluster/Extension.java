package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Term;
import java.time.Instant;
import java.util.Optional;

/** The answer to who wants a sandbox for longer. */
public sealed interface Extension {

    /** Its lifetime begins anew. */
    record Granted(ClusterSandboxStatus sandbox) implements Extension {}

    /**
     * Nothing has changed.
     *
     * @param reason for the learner
     */
    record Refused(String reason) implements Extension {}

    /** The answer to an operator: it neither counts among the extensions of a class nor as use. */
    static Extension given(ClusterSandboxStatus status, Instant now) {
        return status.term()
                .<Extension>map(term -> new Granted(status.until(term.longer(now))))
                .orElseGet(() -> endless(status));
    }

    private static Extension endless(ClusterSandboxStatus status) {
        return new Refused("Sandbox " + status.name() + " lasts until it is closed");
    }

    /** The answer to its learner at a moment. */
    static Extension of(ClusterSandboxStatus status, Instant now) {
        Optional<Term> term = status.term();
        if (term.isEmpty()) {
            return endless(status);
        }
        if (term.get().extensionsLeft() < 1) {
            return new Refused(
                    "Sandbox " + status.name() + " has been extended as often as class " + status.sandboxClass()
                            + " allows; it is closed at " + term.get().expires());
        }
        return new Granted(status.usedAt(now).until(term.get().anew(now)));
    }
}
