package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass.Gpus;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.GpuQueue.Place;
import academy.ascent.sandbox.cluster.GpuRound.Outcome;
import academy.ascent.sandbox.cluster.GpuStanding.State;
import academy.ascent.sandbox.cluster.GpuTurns.Granted;
import academy.ascent.sandbox.cluster.GpuTurns.Stay;
import academy.ascent.sandbox.cluster.GpuTurns.Turn;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Gives GPUs to those whose turn it is. Whose it is is written down first, then the cluster is brought to that, every time anew:
 * what one did not come to the end of, or did after another had decided otherwise, the next round puts right.
 */
final class GpuDispatch {
    /** For so long after a turn has begun, what lacks pods is told to try again. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final KubernetesClient client;
    private final ClusterSettings settings;
    private final SandboxNamespaces namespaces;
    private final GpuTurnBook book;
    private final GpuGate gate;

    /**
     * @param patience how long the cluster may take to enforce a quota
     */
    GpuDispatch(KubernetesClient client, ClusterSettings settings, Patience patience) {
        this.client = client;
        this.settings = settings;
        this.namespaces = new SandboxNamespaces(client);
        this.book = new GpuTurnBook(new PlatformMaps(client, settings.platformNamespace()));
        this.gate = new GpuGate(client, patience);
    }

    GpuQueued at(Instant now) {
        Map<String, List<ClusterSandboxStatus>> byDevice = Answers.speaking("list sandboxes", namespaces::all).stream()
                .map(Ledger::read)
                .filter(status -> status.gpus().isPresent())
                .filter(status -> status.phase() != Phase.OPENING && status.phase() != Phase.CLOSING)
                .collect(Collectors.groupingBy(
                        status -> status.gpus().orElseThrow().resource()));
        List<GpuStanding> standings = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        byDevice.forEach((device, all) -> {
            try {
                Outcome outcome = Answers.speaking("queue for " + device, () -> decided(device, all, now));
                all.forEach(status -> standing(status, outcome).ifPresent(standings::add));
                failures.addAll(Answers.speaking("give " + device, () -> given(all, outcome.turns(), now)));
            } catch (SandboxException failed) {
                failures.add(String.valueOf(failed.getMessage()));
            }
        });
        return new GpuQueued(standings, failures);
    }

    private Outcome decided(String device, List<ClusterSandboxStatus> all, Instant now) {
        List<ClusterSandboxStatus> open =
                all.stream().filter(status -> !status.phase().isAsleep()).toList();
        return book.change(device, turns -> {
            GpuRound.Sight sight = new GpuSight(client, settings, device, open, now);
            return new GpuRound(open, sight, now).after(turns);
        });
    }

    /** Has a sandbox that gave its GPUs back wait for them again; does nothing for any other. */
    void ask(ClusterSandboxStatus status, Instant now) {
        status.gpus()
                .ifPresent(gpus -> book.change(
                        gpus.resource(), turns -> new Outcome(turns.asking(Stay.of(status), now), List.of())));
    }

    boolean isWaiting(ClusterSandboxStatus status) {
        return status.gpus()
                .map(gpus -> book.read(gpus.resource()).of().get(Stay.of(status)))
                .filter(GpuTurns.Waiting.class::isInstance)
                .isPresent();
    }

    /** Shuts gates before it opens others; one that fails holds up no other. */
    private List<String> given(List<ClusterSandboxStatus> all, GpuTurns turns, Instant now) {
        Set<String> shut = gate.shut();
        Map<Boolean, List<ClusterSandboxStatus>> had =
                all.stream().collect(Collectors.partitioningBy(status -> turns.isGranted(Stay.of(status))));
        List<String> failures = new ArrayList<>();
        had.getOrDefault(false, List.of()).stream()
                .filter(status -> !shut.contains(status.namespace()))
                .forEach(status -> attempt(status, gpus -> gate.shut(status, gpus), failures));
        had.getOrDefault(true, List.of()).stream()
                .filter(status -> shut.contains(status.namespace()))
                .forEach(status -> attempt(status, gpus -> gate.open(status, gpus), failures));
        had.getOrDefault(true, List.of()).stream()
                .filter(status -> isFresh(turns, status, now))
                .forEach(status -> attempt(status, _ -> gate.nudge(status, now), failures));
        return failures;
    }

    private static boolean isFresh(GpuTurns turns, ClusterSandboxStatus status, Instant now) {
        return turns.of().get(Stay.of(status)) instanceof Granted(Instant since, Instant _)
                && now.isBefore(since.plus(FRESH));
    }

    private void attempt(ClusterSandboxStatus status, Consumer<Gpus> deed, List<String> failures) {
        try {
            Answers.speaking("give or keep the GPUs of sandbox " + status.name(), () -> {
                deed.accept(status.gpus().orElseThrow());
                return status;
            });
        } catch (SandboxException failed) {
            if (isStillThere(status)) {
                failures.add(String.valueOf(failed.getMessage()));
            }
        }
    }

    /** What was closed meanwhile has no GPUs to give. */
    private boolean isStillThere(ClusterSandboxStatus seen) {
        return Answers.speaking("find sandbox " + seen.name(), () -> namespaces.find(seen.place()))
                .map(Ledger::read)
                .filter(found ->
                        found.phase() != Phase.CLOSING && found.opened().equals(seen.opened()))
                .isPresent();
    }

    private static Optional<GpuStanding> standing(ClusterSandboxStatus status, Outcome outcome) {
        Gpus gpus = status.gpus().orElseThrow();
        return Optional.ofNullable(outcome.turns().of().get(Stay.of(status)))
                .map(turn -> new GpuStanding(
                        status.name(), gpus.resource(), gpus.count(), state(status, turn, outcome.places())));
    }

    private static State state(ClusterSandboxStatus status, Turn turn, List<Place> places) {
        return switch (turn) {
            case Granted _ -> new GpuStanding.Granted();
            case GpuTurns.GivenBack _ -> new GpuStanding.GivenBack();
            case GpuTurns.Waiting _ -> {
                Place mine = places.stream()
                        .filter(place -> place.sandbox().equals(status.name().value()))
                        .findFirst()
                        .orElseThrow();
                yield new GpuStanding.Queued(mine.position(), places.size(), mine.begins());
            }
        };
    }
}
