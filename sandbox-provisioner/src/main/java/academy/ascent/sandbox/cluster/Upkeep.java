package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * Puts right what somebody has changed in open and suspended sandboxes. Each kind of object is listed once for all of them,
 * so a sandbox that is as it is to be costs no request of its own.
 */
final class Upkeep {
    private static final int AT_ONCE = 16;

    private final KubernetesClient client;
    private final ClusterSettings settings;
    private final SandboxNamespaces namespaces;
    private final Reconciler reconciler;

    Upkeep(KubernetesClient client, ClusterSettings settings, Reconciler reconciler) {
        this.client = client;
        this.settings = settings;
        this.namespaces = new SandboxNamespaces(client);
        this.reconciler = reconciler;
    }

    /**
     * A sandbox as it is to be.
     *
     * @param objects none if they cannot be told
     * @param failure why they cannot
     */
    private record Wanted(ClusterSandboxStatus status, List<HasMetadata> objects, Optional<String> failure) {
        Wanted differingFrom(Map<String, HasMetadata> live) {
            return new Wanted(
                    status,
                    objects.stream()
                            .filter(object -> Drift.differs(object, live.get(key(object))))
                            .toList(),
                    failure);
        }

        boolean isOfConcern() {
            return !objects.isEmpty() || failure.isPresent();
        }
    }

    /** What differed, sandbox by sandbox; those in which nothing did are left out. */
    List<Repaired> with(Function<String, Optional<SandboxClass>> classes) {
        return Answers.speaking("look after sandboxes", () -> {
            List<Namespace> settled = namespaces.withWarm().stream()
                    .filter(namespace -> Ledger.read(namespace).phase().isSettled())
                    .filter(namespace -> !isWarmOfNoClass(namespace, classes))
                    // In those of gradings nobody works, and no class of theirs changes while they last.
                    .filter(namespace -> Ledger.read(namespace).isolation() != Isolation.MEASURED)
                    .toList();
            List<Wanted> all = settled.parallelStream()
                    .map(namespace -> wanted(namespace, classes))
                    .toList();
            Map<String, HasMetadata> live = live(all);
            settled.forEach(namespace -> live.put(key(namespace), namespace));
            List<Wanted> different = all.parallelStream()
                    .map(wanted -> wanted.differingFrom(live))
                    .filter(Wanted::isOfConcern)
                    .toList();
            return different.stream()
                    .gather(Gatherers.mapConcurrent(AT_ONCE, this::repaired))
                    .flatMap(Optional::stream)
                    .toList();
        });
    }

    /** Who keeps those that were made ahead closes it. */
    private static boolean isWarmOfNoClass(Namespace namespace, Function<String, Optional<SandboxClass>> classes) {
        return Ownership.isWarm(namespace)
                && classes.apply(Ledger.read(namespace).sandboxClass()).isEmpty();
    }

    private Wanted wanted(Namespace namespace, Function<String, Optional<SandboxClass>> classes) {
        ClusterSandboxStatus status = Ledger.read(namespace);
        try {
            SandboxClass limits = classes.apply(status.sandboxClass())
                    .orElseThrow(() -> new IllegalArgumentException("There is no class " + status.sandboxClass()
                            + " any more; its sandboxes stay as they are"));
            Optional<String> owner = Ownership.isWarm(namespace) ? Optional.empty() : Optional.of(status.owner());
            SandboxObjects objects = SandboxObjects.of(
                    new ClusterSandbox(status.place(), ClusterClass.of(limits), owner, status.isolation()), settings);
            // The very namespace that was seen: one that is made by that name meanwhile is another sandbox.
            objects.namespace().getMetadata().setUid(namespace.getMetadata().getUid());
            Stream<HasMetadata> workloads =
                    status.phase() == Phase.OPEN ? objects.workloads().stream() : Stream.empty();
            return new Wanted(
                    status, Stream.concat(objects.bounds().stream(), workloads).toList(), Optional.empty());
        } catch (IllegalArgumentException unknown) {
            return new Wanted(status, List.of(), Optional.ofNullable(unknown.getMessage()));
        }
    }

    /** What there is of the wanted kinds in namespaces, with a sandbox's labels. */
    private Map<String, HasMetadata> live(List<Wanted> all) {
        Map<String, HasMetadata> live = new HashMap<>();
        all.stream()
                .flatMap(wanted -> wanted.objects().stream())
                .filter(object -> !(object instanceof Namespace))
                .<Class<? extends HasMetadata>>map(HasMetadata::getClass)
                .distinct()
                .flatMap(kind -> client
                        .resources(kind)
                        .inAnyNamespace()
                        .withLabel(Ownership.MANAGED_BY, Ownership.MANAGER)
                        .withLabel(Ownership.SANDBOX)
                        .list()
                        .getItems()
                        .stream())
                .forEach(object -> live.put(key(object), object));
        return live;
    }

    private static String key(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + title(object);
    }

    private static String title(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }

    /** Empty if somebody else has begun something with it meanwhile. */
    private Optional<Repaired> repaired(Wanted wanted) {
        SandboxName name = wanted.status().name();
        if (wanted.failure().isPresent()) {
            return Optional.of(new Repaired(name, List.of(), wanted.failure()));
        }
        Set<String> done = new LinkedHashSet<>();
        try {
            return Answers.speaking("repair sandbox " + name, () -> {
                for (HasMetadata object : wanted.objects()) {
                    if (isStill(wanted.status())) {
                        reconciler.put(object);
                        done.add(title(object));
                    }
                }
                return Optional.of(new Repaired(name, List.copyOf(done), Optional.empty()))
                        .filter(repaired -> !done.isEmpty());
            });
        } catch (SandboxException failed) {
            return Optional.of(new Repaired(name, List.copyOf(done), Optional.ofNullable(failed.getMessage())));
        }
    }

    /** Nobody has begun to suspend, to resume or to close it meanwhile. */
    private boolean isStill(ClusterSandboxStatus seen) {
        return namespaces
                .find(seen.place())
                .map(Ledger::read)
                .filter(now -> now.phase() == seen.phase() && now.opened().equals(seen.opened()))
                .isPresent();
    }
}
