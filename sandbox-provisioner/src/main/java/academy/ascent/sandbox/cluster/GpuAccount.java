package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.GpuMinutes.Holding;
import academy.ascent.sandbox.cluster.GpuMinutes.Seen;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one learner has held of one kind of GPU in a week, which begins on Monday at 0:00 UTC. It stays small however many
 * pods come and go.
 *
 * @param week when the week begins
 * @param settled what pods that are gone have held in it
 * @param seen of each other pod when it was bound, when it was seen last, and when it ended
 */
record GpuAccount(Instant week, Duration settled, Set<Seen> seen) {

    GpuAccount {
        seen = Set.copyOf(seen);
    }

    /** Nothing yet, in the week of a moment. */
    static GpuAccount at(Instant now) {
        return new GpuAccount(weekOf(now), Duration.ZERO, Set.of());
    }

    static Instant weekOf(Instant now) {
        return now.atZone(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .toInstant();
    }

    /** When the next week begins. */
    Instant ends() {
        return endOf(week);
    }

    private static Instant endOf(Instant week) {
        return week.plus(7, ChronoUnit.DAYS);
    }

    /** How long GPUs were held in the week up to now, added up over all of them. */
    Duration used(Instant now) {
        return settled.plus(GpuMinutes.used(seen, week, now.isAfter(week) ? now : week));
    }

    /**
     * The same after a look. With a new week it begins anew; what is held then counts from the week's beginning.
     *
     * @param looks at every pod of the learner that is there, made after this account was read: what is missing here is
     *     gone and does not come back
     */
    GpuAccount with(Collection<Seen> looks, Instant now) {
        Instant current = weekOf(now).isAfter(week) ? weekOf(now) : week;
        Set<String> there = looks.stream().map(Seen::pod).collect(Collectors.toSet());
        Map<Boolean, List<Seen>> known =
                seen.stream().collect(Collectors.partitioningBy(look -> there.contains(look.pod())));
        Duration before = current.equals(week) ? settled : Duration.ZERO;
        Duration gone = GpuMinutes.used(known.getOrDefault(false, List.of()), current, endOf(current));
        Set<Seen> kept = new HashSet<>();
        Stream.concat(known.getOrDefault(true, List.of()).stream(), looks.stream())
                .collect(Collectors.groupingBy(Seen::pod))
                .values()
                .forEach(pod -> kept.addAll(shortened(pod)));
        return new GpuAccount(current, before.plus(gone), kept);
    }

    /** All that {@link GpuMinutes} asks of a pod. */
    private static List<Seen> shortened(List<Seen> pod) {
        return Stream.of(
                        of(pod, Holding.HOLDING).min(Comparator.comparing(Seen::at)),
                        of(pod, Holding.HOLDING).max(Comparator.comparing(Seen::at)),
                        of(pod, Holding.ENDED).min(Comparator.comparing(Seen::at)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Stream<Seen> of(List<Seen> pod, Holding holding) {
        return pod.stream().filter(look -> look.holding() == holding);
    }
}
