package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Term;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Closes a sandbox whose time is over, after keeping what it holds. Whoever dies over that leaves one whose time is over still,
 * and the next one does the same again.
 */
final class Expiry {
    /** For how long a virtual cluster that cannot be asked is tried again before it is closed all the same. */
    private static final Duration GRACE = Duration.ofHours(1);

    private static final String UNKEPT_SINCE = "ascent.academy/unkept-since";

    private final SandboxNamespaces namespaces;
    private final Lifecycle lifecycle;
    private final Keeping keeping;

    /**
     * @param lifecycle how long it waits for a control plane, a sweep of all sandboxes may last
     */
    Expiry(SandboxNamespaces namespaces, Lifecycle lifecycle, Keeping keeping) {
        this.namespaces = namespaces;
        this.lifecycle = lifecycle;
        this.keeping = keeping;
    }

    /**
     * Keeps and closes one.
     *
     * @return empty if it was used or extended meanwhile
     * @throws SandboxException with code {@code UNAVAILABLE} if what it holds cannot be kept yet
     */
    Optional<Swept.Outcome> of(Namespace seen, ClusterSandboxStatus status, Instant now) {
        Optional<String> unkept = unkept(status, now);
        return latest(seen, status, now)
                .filter(found -> Answers.speaking("remove sandbox " + status.name(), () -> namespaces.isDeleted(found)))
                .map(_ -> unkept.<Swept.Outcome>map(Swept.ClosedUnkept::new).orElseGet(Swept.Closed::new));
    }

    /** What was seen, or what it has become by being resumed here, if it is still to be closed. */
    private Optional<Namespace> latest(Namespace seen, ClusterSandboxStatus status, Instant now) {
        if (status.isolation() != Isolation.VIRTUAL_CLUSTER) {
            return Optional.of(seen);
        }
        return Answers.speaking("find sandbox " + status.name(), () -> namespaces.find(status.place()))
                .filter(found -> Due.at(now, Ledger.read(found)) == Due.CLOSE);
    }

    /** Why nothing is kept though there may be something; empty if it is, or there is nothing. */
    private Optional<String> unkept(ClusterSandboxStatus status, Instant now) {
        if (status.phase() == Phase.OPENING) {
            return Optional.empty();
        }
        try {
            Answers.speaking("keep what sandbox " + status.name() + " holds", () -> {
                keep(status, now);
                return status;
            });
            return Optional.empty();
        } catch (SandboxException failed) {
            if (status.isolation() != Isolation.VIRTUAL_CLUSTER || !isGivenUp(status, now)) {
                throw failed;
            }
            return Optional.of(String.valueOf(failed.getMessage()));
        }
    }

    /** A virtual cluster tells what it holds only while it runs. */
    private void keep(ClusterSandboxStatus status, Instant now) {
        if (!keeping.isWorkedIn(status)) {
            return;
        }
        if (status.isolation() == Isolation.VIRTUAL_CLUSTER && status.phase() != Phase.OPEN) {
            lifecycle.resume(status.place(), Progress.UNHEARD);
        }
        keeping.take(status, now);
    }

    /** The first failure after the end of a sandbox's time is written down; whoever extends it makes that void. */
    private boolean isGivenUp(ClusterSandboxStatus status, Instant now) {
        return Answers.speaking("write down that sandbox " + status.name() + " could not be kept", () -> {
            Optional<Namespace> found = namespaces.find(status.place());
            Optional<Instant> since = found.flatMap(Expiry::since)
                    .filter(time -> status.term()
                            .map(Term::expires)
                            .filter(time::isBefore)
                            .isEmpty());
            if (since.isEmpty()) {
                found.ifPresent(namespace -> namespaces.annotate(namespace, UNKEPT_SINCE, now.toString()));
            }
            return since.filter(time -> !now.isBefore(time.plus(GRACE))).isPresent();
        });
    }

    private static Optional<Instant> since(Namespace namespace) {
        try {
            return Optional.ofNullable(namespace.getMetadata().getAnnotations())
                    .map(annotations -> annotations.get(UNKEPT_SINCE))
                    .map(Instant::parse);
        } catch (DateTimeException mangled) {
            return Optional.empty();
        }
    }
}
