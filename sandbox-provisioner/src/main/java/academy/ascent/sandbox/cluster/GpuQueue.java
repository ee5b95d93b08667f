package academy.ascent.sandbox.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The queue for one kind of GPU. Who has used the fewest GPU minutes this week is first; among equals, who came first.
 * Nobody overtakes: a request that fits waits behind one that does not yet.
 */
final class GpuQueue {
    private static final Comparator<Waiting> FAIR = Comparator.comparing(Waiting::usedThisWeek)
            .thenComparing(Waiting::arrived)
            .thenComparing(Waiting::sandbox);

    private GpuQueue() {}

    /**
     * Somebody who waits.
     *
     * @param sandbox unique among those who wait
     * @param gpus how many at once, at least 1
     * @param turn how long they will presumably be held
     */
    record Waiting(String sandbox, Duration usedThisWeek, Instant arrived, int gpus, Duration turn) {}

    /**
     * GPUs that are held.
     *
     * @param until when they will presumably be free
     */
    record Held(int gpus, Instant until) {}

    /**
     * A place in the queue.
     *
     * @param position from 1
     * @param begins when the GPUs will presumably be had; empty if the cluster has not so many
     */
    record Place(String sandbox, int position, Optional<Instant> begins) {}

    /**
     * Who begins now: from the front of the queue as many as fit. Who wants more than the cluster has holds up nobody.
     *
     * @param capacity how many of these GPUs the cluster has
     * @param free how many of them nobody has; negative if more are lent than there are by now
     */
    static List<String> served(List<Waiting> waiting, int free, int capacity) {
        List<String> served = new ArrayList<>();
        int left = free;
        for (Waiting next : waiting.stream()
                .filter(one -> one.gpus() <= capacity)
                .sorted(FAIR)
                .toList()) {
            left -= next.gpus();
            if (left < 0) {
                break;
            }
            served.add(next.sandbox());
        }
        return served;
    }

    /**
     * Everybody's place.
     *
     * @param capacity how many of these GPUs the cluster has
     * @param held those of them that are held; what should have been free before now is taken to be free now
     */
    static List<Place> places(List<Waiting> waiting, List<Held> held, int capacity, Instant now) {
        PriorityQueue<Held> releases = new PriorityQueue<>(Comparator.comparing(Held::until));
        releases.addAll(held);
        int free = capacity - held.stream().mapToInt(Held::gpus).sum();
        Instant moment = now;
        List<Place> places = new ArrayList<>();
        for (Waiting next : waiting.stream().sorted(FAIR).toList()) {
            int position = places.size() + 1;
            if (next.gpus() > capacity) {
                places.add(new Place(next.sandbox(), position, Optional.empty()));
                continue;
            }
            while (free < next.gpus()) {
                Held released = releases.remove();
                free += released.gpus();
                moment = released.until().isAfter(moment) ? released.until() : moment;
            }
            free -= next.gpus();
            releases.add(new Held(next.gpus(), moment.plus(next.turn())));
            places.add(new Place(next.sandbox(), position, Optional.of(moment)));
        }
        return places;
    }
}
