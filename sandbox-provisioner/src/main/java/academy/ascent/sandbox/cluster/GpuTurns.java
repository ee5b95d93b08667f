package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who may have GPUs of one kind, who waits for them, and who has given them back.
 *
 * @param of each sandbox that is open and whose class has such GPUs
 */
record GpuTurns(Map<Stay, Turn> of) {
    static final GpuTurns NONE = new GpuTurns(Map.of());

    GpuTurns {
        of = Map.copyOf(of);
    }

    /** One opening of a sandbox: what is closed and opened again is another. */
    record Stay(SandboxName sandbox, Instant opened) {
        static Stay of(ClusterSandboxStatus status) {
            return new Stay(status.name(), status.opened());
        }
    }

    /** Where a sandbox stands. */
    sealed interface Turn {}

    record Waiting(Instant since) implements Turn {}

    /**
     * Its pods may have them.
     *
     * @param used when a pod last asked for one; only looked at while others wait
     */
    record Granted(Instant since, Instant used) implements Turn {}

    /** It had them and none of its pods asked for one, while others waited. */
    record GivenBack(Instant since) implements Turn {}

    /** The same for those who want GPUs now; who comes new waits. */
    GpuTurns among(Collection<Stay> wanting, Instant now) {
        return new GpuTurns(wanting.stream()
                .collect(Collectors.toMap(Function.identity(), stay -> of.getOrDefault(stay, new Waiting(now)))));
    }

    boolean isAwaited() {
        return of.values().stream().anyMatch(Waiting.class::isInstance);
    }

    boolean isGranted(Stay stay) {
        return of.get(stay) instanceof Granted;
    }

    /** Who does not have them yet has them from now on. */
    GpuTurns granting(Collection<Stay> stays, Instant now) {
        return changed((stay, turn) -> turn instanceof Granted || !stays.contains(stay) ? turn : new Granted(now, now));
    }

    /** Who has given them back waits again; nothing changes for anybody else. */
    GpuTurns asking(Stay asks, Instant now) {
        return changed((stay, turn) -> stay.equals(asks) && turn instanceof GivenBack ? new Waiting(now) : turn);
    }

    /**
     * Notes which of those that have them use them.
     *
     * @param anew whether nobody has looked while others waited, so that nobody counts as idle yet
     */
    GpuTurns using(Set<Stay> using, boolean anew, Instant now) {
        return changed(
                (stay, turn) -> turn instanceof Granted(Instant since, Instant _) && (anew || using.contains(stay))
                        ? new Granted(since, now)
                        : turn);
    }

    /**
     * Who has not used them for so long gives them back.
     *
     * @param idle how long that is; empty for one that keeps them
     */
    GpuTurns withoutIdle(Function<Stay, Optional<Duration>> idle, Instant now) {
        return changed((stay, turn) -> turn instanceof Granted(Instant _, Instant used)
                        && idle.apply(stay)
                                .filter(most -> !now.isBefore(used.plus(most)))
                                .isPresent()
                ? new GivenBack(now)
                : turn);
    }

    private GpuTurns changed(BiFunction<Stay, Turn, Turn> change) {
        Map<Stay, Turn> next = new HashMap<>(of);
        next.replaceAll(change);
        return new GpuTurns(next);
    }
}
