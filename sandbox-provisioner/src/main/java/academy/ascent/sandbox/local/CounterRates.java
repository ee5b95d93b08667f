package academy.ascent.sandbox.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** How fast counters of pods grow between two looks at what they expose. Nobody waits for a look. */
final class CounterRates {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 1 << 20;
    /** Nothing is done as often; who says so counts something else, or nothing. */
    private static final double MOST_A_SECOND = 1e9;

    private final Map<Pod, Looks> looks = new ConcurrentHashMap<>();

    private record Look(Duration at, Map<String, Double> totals) {}

    private record Looks(@Nullable Look before, Look last) {}

    /** Begins to look at counters of pods, and forgets all other pods. */
    void look(Map<Pod, Set<String>> counters) {
        looks.keySet().retainAll(counters.keySet());
        counters.forEach((pod, wanted) -> MetricsPage.of(pod.template())
                .ifPresent(
                        page -> Thread.ofVirtual().name("metrics-" + pod.name()).start(() -> look(pod, page, wanted))));
    }

    private void look(Pod pod, MetricsPage page, Set<String> wanted) {
        Optional<Path> socket = pod.socket(page.port());
        if (socket.isEmpty()) {
            return;
        }
        try {
            String answer = new Exchange(socket.get(), page.request(), MOST_BYTES, false).answer(TIMEOUT);
            Look look = new Look(Duration.ofNanos(System.nanoTime()), MetricsPage.totals(answer, wanted));
            looks.merge(pod, new Looks(null, look), (old, fresh) -> new Looks(old.last(), fresh.last()));
        } catch (IOException | TimeoutException unseen) {
            // A pod that does not tell is one that was not measured.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What a counter grew by in a second between the last two looks; one that became less began anew at 0. Empty if it was
     * not seen in both.
     *
     * @param since on the clock of {@link System#nanoTime}; a last look before that is too old
     */
    OptionalDouble perSecond(Pod pod, String counter, Duration since) {
        Looks seen = looks.get(pod);
        if (seen == null || seen.before() == null || seen.last().at().compareTo(since) < 0) {
            return OptionalDouble.empty();
        }
        Double earlier = seen.before().totals().get(counter);
        Double later = seen.last().totals().get(counter);
        if (earlier == null || later == null) {
            return OptionalDouble.empty();
        }
        double grown = later < earlier ? later : later - earlier;
        double perSecond =
                grown * 1e9 / seen.last().at().minus(seen.before().at()).toNanos();
        return perSecond <= MOST_A_SECOND ? OptionalDouble.of(perSecond) : OptionalDouble.empty();
    }
}
