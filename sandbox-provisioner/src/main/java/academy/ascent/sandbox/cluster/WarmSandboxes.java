package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/**
 * Sandboxes that are made before anybody asks for them. {@link ClusterSandboxes#open} takes one of the same class and
 * isolation that is ready; until then it is nobody's, and nothing hands out a kubeconfig of it, counts GPUs for it, lets it
 * wait for them, lists it or sweeps it.
 */
public final class WarmSandboxes {
    private static final int AT_ONCE = 4;
    /** The longest that one can be in the making: it waits for two quotas and a control plane, and does the rest meanwhile. */
    private static final int WAITS = 4;

    private final ClusterSettings settings;
    private final Duration making;
    private final InstantSource clock;
    private final Supplier<String> random;
    private final SandboxNamespaces namespaces;
    private final Lifecycle lifecycle;
    private final WarmTurn turn;

    /**
     * @param random lower-case letters and digits, never the same twice on a cluster
     */
    WarmSandboxes(
            KubernetesClient client,
            ClusterSettings settings,
            Duration patience,
            InstantSource clock,
            Supplier<String> random) {
        this.settings = settings;
        this.making = patience.multipliedBy(WAITS);
        this.clock = clock;
        this.random = random;
        this.namespaces = new SandboxNamespaces(client);
        this.lifecycle = new Lifecycle(client, settings, new Patience(patience), clock);
        this.turn = new WarmTurn(new PlatformMaps(client, settings.platformNamespace()));
    }

    /** One that is to be made, or that is being made. */
    private record Making(Namespace namespace, ClusterSandbox sandbox) {}

    /** Those that are nobody's yet, also those that are being made, by class. */
    public List<WarmSandbox> list() {
        return Answers.speaking("list the sandboxes made ahead", this::warm).values().stream()
                .map(Ledger::read)
                .map(status -> new WarmSandbox(
                        status.place(),
                        status.sandboxClass(),
                        status.isolation(),
                        status.phase() == Phase.OPEN,
                        status.opened()))
                .sorted(Comparator.comparing(WarmSandbox::sandboxClass).thenComparing(WarmSandbox::begun))
                .toList();
    }

    /**
     * Makes what lacks and closes what is too much, more than a day old, made for another class or setting than today's, or
     * left half made; returns when all is ready. To be called again and again, by any number of processes, whatever is wished:
     * one of them at a time decides, the others do nothing meanwhile. A class whose device the cluster does not offer is left
     * out, as nobody can open one.
     *
     * @param wishes each for another class or isolation; what none is for is closed
     * @param progress hears what is done, for one after another and for several at once
     * @throws SandboxException with code {@code UNAVAILABLE} if the cluster refuses or is gone before anything is made
     */
    public WarmKept keep(Collection<WarmWish> wishes, Instant now, Consumer<Progress> progress) {
        Map<String, WarmWish> wanted = wishes.stream()
                .filter(wish -> wish.count() > 0 && isOffered(wish))
                .collect(Collectors.toMap(this::madeAs, wish -> wish));
        List<SandboxName> closed = new ArrayList<>();
        List<Making> begun = new ArrayList<>();
        Answers.speaking("make sandboxes ahead", () -> {
            if (!plan(warm(), wanted, now).isNothing() && turn.isBegun(now)) {
                try {
                    decide(wanted, now, closed, begun);
                } finally {
                    turn.end();
                }
            }
            return closed;
        });
        Map<SandboxName, Duration> made = new ConcurrentHashMap<>();
        List<String> failures = new CopyOnWriteArrayList<>();
        begun.stream()
                .gather(Gatherers.mapConcurrent(AT_ONCE, one -> {
                    make(one, progress, made, failures);
                    return one;
                }))
                .forEach(one -> {});
        return new WarmKept(made, closed, failures);
    }

    private boolean isOffered(WarmWish wish) {
        return settings.devices()
                .containsAll(ClusterClass.of(wish.sandboxClass()).devices().keySet());
    }

    private String madeAs(WarmWish wish) {
        return WarmPool.madeAs(ClusterClass.of(wish.sandboxClass()), wish.isolation(), settings);
    }

    private Map<SandboxName, Namespace> warm() {
        return namespaces.warm().stream()
                .filter(namespace -> !Takeover.isBeingRemoved(namespace))
                .collect(Collectors.toMap(namespace -> Ledger.read(namespace).place(), namespace -> namespace));
    }

    private WarmPlan plan(Map<SandboxName, Namespace> warm, Map<String, WarmWish> wanted, Instant now) {
        Map<String, Integer> counts = new HashMap<>();
        wanted.forEach((madeAs, wish) -> counts.put(madeAs, wish.count()));
        return WarmPlan.of(warm.values().stream().map(WarmSandboxes::seen).toList(), counts, making, now);
    }

    private static WarmPlan.Seen seen(Namespace namespace) {
        ClusterSandboxStatus status = Ledger.read(namespace);
        return new WarmPlan.Seen(
                status.place(), Ownership.madeAs(namespace).orElse(""), status.phase() == Phase.OPEN, status.opened());
    }

    /** Each that is to be made has its namespace before another decides. */
    private void decide(Map<String, WarmWish> wanted, Instant now, List<SandboxName> closed, List<Making> begun) {
        Map<SandboxName, Namespace> warm = warm();
        WarmPlan plan = plan(warm, wanted, now);
        warm.forEach((place, seen) -> {
            // What was taken meanwhile is another version.
            if (plan.closing().contains(place) && namespaces.isDeleted(seen)) {
                closed.add(place);
            }
        });
        wanted.forEach((madeAs, wish) -> {
            for (int i = 0; i < plan.making().getOrDefault(madeAs, 0); i++) {
                begun.add(begun(madeAs, wish, now));
            }
        });
    }

    private Making begun(String madeAs, WarmWish wish, Instant now) {
        ClusterSandbox sandbox = ClusterSandbox.nobodys(
                WarmPool.place(random.get()), ClusterClass.of(wish.sandboxClass()), wish.isolation());
        Namespace namespace = SandboxObjects.of(sandbox, settings).namespace();
        Map<String, String> annotations = new HashMap<>(Ledger.annotations(Ledger.begun(sandbox, now)));
        annotations.put(Ownership.WARM, madeAs);
        namespace.getMetadata().setAnnotations(annotations);
        return new Making(namespaces.made(namespace), sandbox);
    }

    private void make(Making one, Consumer<Progress> progress, Map<SandboxName, Duration> made, List<String> failures) {
        Instant begun = clock.instant();
        try {
            Answers.speaking("make a sandbox ahead", () -> lifecycle.open(one.namespace(), one.sandbox(), progress));
            made.put(one.sandbox().name(), Duration.between(begun, clock.instant()));
        } catch (SandboxException failed) {
            failures.add(String.valueOf(failed.getMessage()));
        }
    }
}
