package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass.Gpus;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Term;
import academy.ascent.sandbox.cluster.GpuQueue.Held;
import academy.ascent.sandbox.cluster.GpuQueue.Place;
import academy.ascent.sandbox.cluster.GpuQueue.Waiting;
import academy.ascent.sandbox.cluster.GpuTurns.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides whose turn it is for one kind of GPU. Who has them keeps them: until the sandbox is suspended or closed, its learner's
 * minutes are used up, or nobody in it asked for one for as long as its class calls idle while others waited.
 */
final class GpuRound {
    private final Map<Stay, ClusterSandboxStatus> open;
    private final Sight sight;
    private final Instant now;
    private final Map<Stay, Duration> used = new HashMap<>();

    /**
     * @param open the sandboxes in which pods may be made, with these GPUs in their class
     */
    GpuRound(List<ClusterSandboxStatus> open, Sight sight, Instant now) {
        this.open = open.stream().collect(Collectors.toMap(Stay::of, status -> status));
        this.sight = sight;
        this.now = now;
    }

    /** What is looked at only while somebody waits. */
    interface Sight {
        /** Those among the sandboxes that have a pod with such GPUs on a node. */
        Set<SandboxName> holders();

        /** How many of these GPUs sandboxes may have together. */
        int capacity();

        /** How long the learner has held them this week, added up over the GPUs. */
        Duration used(String owner);

        /** Whether a pod of the sandbox asks for one, on a node or not. */
        boolean isAskedFor(SandboxName sandbox);
    }

    /**
     * What was decided.
     *
     * @param places of those who wait
     */
    record Outcome(GpuTurns turns, List<Place> places) {}

    Outcome after(GpuTurns before) {
        GpuTurns turns = before.among(open.keySet(), now);
        if (!turns.isAwaited()) {
            return new Outcome(turns, List.of());
        }
        Set<Stay> wanting = new HashSet<>(open.keySet());
        wanting.removeIf(stay -> left(stay).isZero());
        turns = served(turns.among(wanting, now).granting(those(wanting, sight.holders()::contains), now));
        if (turns.isAwaited()) {
            Set<Stay> granted = new HashSet<>(wanting);
            granted.removeIf(Predicate.not(turns::isGranted));
            turns = turns.using(those(granted, sight::isAskedFor), !before.isAwaited(), now);
            turns = served(turns.withoutIdle(stay -> status(stay).term().map(Term::idle), now));
        }
        return new Outcome(turns, GpuQueue.places(waiting(turns), held(turns), sight.capacity(), now));
    }

    private static Set<Stay> those(Set<Stay> stays, Predicate<SandboxName> wanted) {
        return stays.stream().filter(stay -> wanted.test(stay.sandbox())).collect(Collectors.toSet());
    }

    private GpuTurns served(GpuTurns turns) {
        int lent = held(turns).stream().mapToInt(Held::gpus).sum();
        List<String> next = GpuQueue.served(waiting(turns), sight.capacity() - lent, sight.capacity());
        return turns.granting(those(turns.of().keySet(), sandbox -> next.contains(sandbox.value())), now);
    }

    private List<Waiting> waiting(GpuTurns turns) {
        return turns.of().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof GpuTurns.Waiting)
                .map(entry -> new Waiting(
                        entry.getKey().sandbox().value(),
                        used(entry.getKey()),
                        ((GpuTurns.Waiting) entry.getValue()).since(),
                        gpus(entry.getKey()).count(),
                        turn(entry.getKey())))
                .toList();
    }

    private List<Held> held(GpuTurns turns) {
        return turns.of().keySet().stream()
                .filter(turns::isGranted)
                .map(stay -> new Held(gpus(stay).count(), now.plus(turn(stay))))
                .toList();
    }

    /** How long it may hold all of its GPUs, if it holds them from now on. */
    private Duration turn(Stay stay) {
        Duration minutes = left(stay).dividedBy(gpus(stay).count());
        return status(stay)
                .term()
                .map(term -> Duration.between(now, term.expires()))
                .filter(expires -> expires.compareTo(minutes) < 0)
                .orElse(minutes);
    }

    private Duration left(Stay stay) {
        Duration left = gpus(stay).aWeek().minus(used(stay));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Gpus gpus(Stay stay) {
        return status(stay).gpus().orElseThrow();
    }

    private Duration used(Stay stay) {
        return used.computeIfAbsent(stay, _ -> sight.used(status(stay).owner()));
    }

    private ClusterSandboxStatus status(Stay stay) {
        return Objects.requireNonNull(open.get(stay));
    }
}
