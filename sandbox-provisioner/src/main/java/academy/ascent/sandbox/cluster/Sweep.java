package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does for each sandbox what is due at a moment. One that fails holds up no other; one that was used or extended between
 * look and deed is left alone.
 */
final class Sweep {
    private static final Duration UNSEEN = Duration.ofMinutes(10);

    private final SandboxNamespaces namespaces;
    private final Lifecycle lifecycle;
    private final Snapshots snapshots;
    private final Expiry expiry;
    private final Activity activity;
    private final GpuDispatch dispatch;

    Sweep(
            SandboxNamespaces namespaces,
            Lifecycle lifecycle,
            Snapshots snapshots,
            Expiry expiry,
            Activity activity,
            GpuDispatch dispatch) {
        this.namespaces = namespaces;
        this.lifecycle = lifecycle;
        this.snapshots = snapshots;
        this.expiry = expiry;
        this.activity = activity;
        this.dispatch = dispatch;
    }

    /** What was done, sandbox by sandbox; those for which nothing was due are left out. */
    List<Swept> at(Instant now) {
        List<Swept> swept = each(Answers.speaking("list sandboxes", namespaces::all), now);
        // Last: what a sandbox is due does not wait for it.
        Answers.speaking("forget old snapshots", () -> snapshots.forget(now));
        return swept;
    }

    private List<Swept> each(List<Namespace> all, Instant now) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Swept>>> each = all.stream()
                    .map(namespace -> threads.submit((Callable<Optional<Swept>>) () -> one(namespace, now)))
                    .toList();
            return each.stream().map(Sweep::result).flatMap(Optional::stream).toList();
        }
    }

    private static Optional<Swept> result(Future<Optional<Swept>> task) {
        try {
            return task.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
    }

    private Optional<Swept> one(Namespace seen, Instant now) {
        ClusterSandboxStatus status = Ledger.read(seen);
        try {
            return done(seen, status, now).map(outcome -> new Swept(status.name(), outcome));
        } catch (SandboxException failed) {
            return Optional.of(new Swept(status.name(), new Swept.Failed(String.valueOf(failed.getMessage()))));
        }
    }

    private Optional<Swept.Outcome> done(Namespace seen, ClusterSandboxStatus status, Instant now) {
        SandboxName place = status.place();
        return switch (Due.at(now, status)) {
            case NOTHING -> Optional.empty();
            case GO_ON -> Optional.of(outcome(lifecycle.goOn(place)));
            case SUSPEND -> {
                noteUse(status, now);
                yield lifecycle
                        .suspendIf(place, found -> Due.at(now, found) == Due.SUSPEND)
                        .map(Sweep::outcome);
            }
            case CLOSE -> expiry.of(seen, status, now);
        };
    }

    /** Learners could write any time, so none counts that is to come. */
    private void noteUse(ClusterSandboxStatus status, Instant now) {
        Answers.speaking("see who works in sandbox " + status.name(), () -> latestUse(status, now))
                .map(used -> used.isBefore(now) ? used : now)
                .filter(used -> used.isAfter(status.lastUsed()))
                .ifPresent(used -> Answers.speaking(
                        "note the use of sandbox " + status.name(),
                        () -> lifecycle.change(status.place(), found -> found.usedAt(used))));
    }

    /** Somebody may work in it without the platform; who waits for GPUs need do nothing meanwhile. */
    private Optional<Instant> latestUse(ClusterSandboxStatus status, Instant now) {
        if (dispatch.isWaiting(status)) {
            return Optional.of(now);
        }
        if (status.isolation() == Isolation.VIRTUAL_CLUSTER && status.phase() != Phase.OPEN) {
            return Optional.empty();
        }
        try {
            return activity.latest(status);
        } catch (SandboxException unseen) {
            if (isUnseenForLong(status, now)) {
                return Optional.empty();
            }
            throw unseen;
        }
    }

    /** A virtual cluster that tells nothing is tried again for a while, then taken for idle: suspending it loses nothing. */
    private static boolean isUnseenForLong(ClusterSandboxStatus status, Instant now) {
        return status.term()
                .map(term -> status.lastUsed().plus(term.idle()).plus(UNSEEN))
                .filter(now::isBefore)
                .isEmpty();
    }

    private static Swept.Outcome outcome(ClusterSandboxStatus status) {
        return status.phase().isAsleep() ? new Swept.Suspended() : new Swept.Resumed();
    }
}
