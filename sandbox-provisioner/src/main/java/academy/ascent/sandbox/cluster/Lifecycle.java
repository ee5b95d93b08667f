package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Leads a sandbox through its life; all names are places, as a namespace has them. What is wanted is written on its namespace first, then done, then written down as
 * done; whoever dies in between leaves a sandbox that says so, and the next one goes on. Where two want different things,
 * the later wish wins: whoever finds it at the end of an own deed fulfils it too.
 */
final class Lifecycle {
    private static final int WRITES = 50;

    private final KubernetesClient client;
    private final ClusterSettings settings;
    private final Patience patience;
    private final InstantSource clock;
    private final SandboxNamespaces namespaces;

    Lifecycle(KubernetesClient client, ClusterSettings settings, Patience patience, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.patience = patience;
        this.clock = clock;
        this.namespaces = new SandboxNamespaces(client);
    }

    /**
     * Opens what is there, whatever its phase.
     *
     * @param found the namespace as it was found
     * @throws SandboxException with code {@code NAME_TAKEN} if that is another sandbox
     */
    ClusterSandboxStatus open(Namespace found, ClusterSandbox sandbox, Consumer<Progress> progress) {
        Takeover.requireFree(found, sandbox);
        Takeover.requireSame(Ledger.read(found), sandbox);
        ClusterSandboxStatus fresh = Ledger.begun(sandbox, clock.instant());
        ClusterSandboxStatus wanted =
                change(sandbox.name(), status -> wanted(status, Phase.RESUMING).orAs(fresh));
        Reconciler reconciler = new Reconciler(client, settings, patience);
        return settle(wanted, progress, seen -> reconciler.apply(sandbox, Optional.of(seen), progress));
    }

    /** Returns when the namespace is there as this sandbox's, made by this or by another. */
    Namespace made(ClusterSandbox sandbox, Consumer<Progress> progress) {
        AtomicReference<Namespace> made = new AtomicReference<>();
        patience.await(Step.LOOKING, "looking for the namespace " + sandbox.namespace(), progress, () -> {
            Optional<Namespace> found = namespaces.find(sandbox.name());
            if (found.isEmpty()) {
                progress.accept(new Progress(Step.MAKING_NAMESPACE, "making the namespace " + sandbox.namespace()));
                namespaces.make(fresh(sandbox));
                found = namespaces.find(sandbox.name());
            }
            found.ifPresent(made::set);
            return found.isEmpty()
                    ? Optional.of("waiting for the namespace " + sandbox.namespace() + ": it is not yet there")
                    : hindrance(found.get(), sandbox);
        });
        return Objects.requireNonNull(made.get());
    }

    private Namespace fresh(ClusterSandbox sandbox) {
        Namespace namespace = SandboxObjects.of(sandbox, settings).namespace();
        namespace.getMetadata().setAnnotations(Ledger.annotations(Ledger.begun(sandbox, clock.instant())));
        return namespace;
    }

    private static Optional<String> hindrance(Namespace namespace, ClusterSandbox sandbox) {
        Takeover.requireOwned(namespace, sandbox);
        if (Takeover.isBeingRemoved(namespace)) {
            return Optional.of(Takeover.removal(namespace));
        }
        Takeover.requireSame(Ledger.read(namespace), sandbox);
        return Optional.empty();
    }

    ClusterSandboxStatus suspend(SandboxName name, Consumer<Progress> progress) {
        progress.accept(new Progress(Step.RECORDING_INTENT, "writing down that it is to be suspended"));
        return Answers.speaking(
                "suspend sandbox " + name,
                () -> settle(
                        change(name, status -> wanted(opened(status), Phase.SUSPENDING)),
                        progress,
                        Lifecycle::nothingMore));
    }

    ClusterSandboxStatus resume(SandboxName name, Consumer<Progress> progress) {
        progress.accept(new Progress(Step.RECORDING_INTENT, "writing down that it is to be resumed"));
        return Answers.speaking(
                "resume sandbox " + name,
                () -> settle(
                        change(name, status -> wanted(opened(status), Phase.RESUMING)),
                        progress,
                        Lifecycle::nothingMore));
    }

    /**
     * Suspends a sandbox if it is still so that it is to be.
     *
     * @return empty, and nothing is done, if it is not
     */
    Optional<ClusterSandboxStatus> suspendIf(SandboxName name, Predicate<ClusterSandboxStatus> still) {
        return Answers.speaking("suspend sandbox " + name, () -> {
            ClusterSandboxStatus begun =
                    change(name, status -> still.test(status) ? wanted(status, Phase.SUSPENDING) : status);
            return begun.phase() == Phase.SUSPENDING
                    ? Optional.of(settle(begun, Progress.UNHEARD, Lifecycle::nothingMore))
                    : Optional.empty();
        });
    }

    /** Ends what somebody began and did not come to the end of, without it counting as use. */
    ClusterSandboxStatus goOn(SandboxName name) {
        return Answers.speaking(
                "go on with sandbox " + name,
                () -> settle(change(name, Lifecycle::opened), Progress.UNHEARD, Lifecycle::nothingMore));
    }

    /** How a sandbox is that is not only begun. */
    ClusterSandboxStatus opened(SandboxName name) {
        return opened(Ledger.read(require(name)));
    }

    private static ClusterSandboxStatus opened(ClusterSandboxStatus status) {
        if (status.phase() == Phase.OPENING) {
            throw new SandboxException(
                    Code.UNAVAILABLE, "Sandbox " + status.name() + " is not yet open; open it to go on with that");
        }
        return status;
    }

    /** What to write down when somebody wants a sandbox suspended or resumed. */
    private ClusterSandboxStatus wanted(ClusterSandboxStatus status, Phase wish) {
        ClusterSandboxStatus used = wish == Phase.RESUMING ? status.usedAt(clock.instant()) : status;
        boolean isThere = status.phase() == Phase.OPENING
                || status.phase().isSettled() && status.phase().isAsleep() == wish.isAsleep();
        return isThere ? used : used.in(wish);
    }

    /**
     * Writes down a change, whatever others write meanwhile.
     *
     * @param change asked again for each version
     * @throws SandboxException with code {@code NOT_FOUND} if there is no such sandbox or it is being removed, {@code
     *     UNAVAILABLE} if others always write first
     */
    ClusterSandboxStatus change(SandboxName name, UnaryOperator<ClusterSandboxStatus> change) {
        for (int attempt = 1; attempt <= WRITES; attempt++) {
            Namespace seen = require(name);
            Optional<ClusterSandboxStatus> written = namespaces.record(seen, change.apply(Ledger.read(seen)));
            if (written.isPresent()) {
                return written.get();
            }
        }
        throw new SandboxException(
                Code.UNAVAILABLE,
                "Sandbox " + name + " was changed by others " + WRITES + " times meanwhile; try again");
    }

    private Namespace require(SandboxName name) {
        Namespace found = namespaces
                .find(name)
                .orElseThrow(() -> new SandboxException(Code.NOT_FOUND, "There is no sandbox " + name));
        Takeover.requireOurs(found, name);
        if (Takeover.isBeingRemoved(found)) {
            throw new SandboxException(Code.NOT_FOUND, "Sandbox " + name + " is being removed");
        }
        return found;
    }

    /**
     * Does what is written down until it is still written down afterwards.
     *
     * @param making what else a sandbox that is to be open needs, as far as this one knows
     */
    private ClusterSandboxStatus settle(
            ClusterSandboxStatus begun, Consumer<Progress> progress, Consumer<Namespace> making) {
        ClusterSandboxStatus status = begun;
        while (true) {
            try {
                bring(status, progress, making);
            } catch (Patience.OvertakenException otherwise) {
                status = same(status, Ledger.read(require(status.place())));
                continue;
            }
            boolean asleep = status.phase().isAsleep();
            progress.accept(new Progress(Step.RECORDING_OUTCOME, "writing down what is so now"));
            Phase outcome = asleep ? Phase.SUSPENDED : Phase.OPEN;
            Instant epoch = status.opened();
            status = same(
                    status,
                    change(
                            status.place(),
                            now -> now.opened().equals(epoch) && now.phase().isAsleep() == asleep
                                    ? now.in(outcome)
                                    : now));
            if (status.phase().isAsleep() == asleep) {
                return status;
            }
        }
    }

    private static ClusterSandboxStatus same(ClusterSandboxStatus before, ClusterSandboxStatus now) {
        if (!now.opened().equals(before.opened())) {
            throw new SandboxException(
                    Code.UNAVAILABLE, "Sandbox " + now.name() + " was closed and opened by others; try again");
        }
        return now;
    }

    /** Whether somebody wants it otherwise by now than to be asleep or awake as it was to be. */
    private boolean isOvertaken(ClusterSandboxStatus status) {
        ClusterSandboxStatus now = Ledger.read(require(status.place()));
        return !now.opened().equals(status.opened())
                || now.phase().isAsleep() != status.phase().isAsleep();
    }

    private static void nothingMore(Namespace namespace) {}

    private void bring(ClusterSandboxStatus status, Consumer<Progress> progress, Consumer<Namespace> making) {
        Namespace namespace = require(status.place());
        if (status.phase() != Phase.OPEN) {
            // Until it is its turn; before anything could ask for one.
            status.gpus().ifPresent(gpus -> new GpuGate(client, patience).shut(status, gpus));
        }
        Workloads workloads = new Workloads(client, patience.unless(() -> isOvertaken(status)));
        if (status.phase().isAsleep()) {
            workloads.stop(namespace, status.isolation(), progress);
            return;
        }
        if (status.phase() != Phase.OPENING) {
            workloads.start(namespace, progress);
        }
        making.accept(namespace);
        if (status.isolation() == Isolation.VIRTUAL_CLUSTER) {
            new ControlPlane(client, patience)
                    .awaitReady(namespace.getMetadata().getName(), progress);
        }
    }
}
