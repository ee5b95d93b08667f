package academy.ascent.platform.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.cluster.ClusterSandboxes;
import academy.ascent.sandbox.cluster.Progress;
import academy.ascent.sandbox.cluster.WarmKept;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has sandboxes made before anybody asks for them, once in a while and after each start, beside the upkeep, which does not wait
 * for that. Several platforms may do so at once.
 */
@Singleton
@Requires(bean = ClusterConfig.class)
final class ClusterWarmth implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWarmth.class);
    /** Until one was made here. */
    private static final Duration ASSUMED = Duration.ofMinutes(1);

    private final ClusterSandboxes sandboxes;
    private final WarmWishes wishes;
    private final ClusterConfig config;
    private final InstantSource clock;
    private final Semaphore nudges = new Semaphore(0);
    private volatile boolean stopped;
    private volatile Round latest = new Round(List.of(), List.of());
    private Duration refill = ASSUMED;

    ClusterWarmth(ClusterSandboxes sandboxes, WarmWishes wishes, ClusterConfig config, InstantSource clock) {
        this.sandboxes = sandboxes;
        this.wishes = wishes;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What came of one round.
     *
     * @param done what was done, a line each
     * @param failures what could not be done and is left to the next round, a line each
     */
    record Round(List<String> done, List<String> failures) {
        Round {
            done = List.copyOf(done);
            failures = List.copyOf(failures);
        }
    }

    /** The latest round; nothing before the first. */
    Round latest() {
        return latest;
    }

    /** Somebody has opened one, so that one more may be wanted. */
    void nudge() {
        nudges.release();
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        Thread.ofVirtual().name("cluster-warmth").start(this::run);
    }

    private void run() {
        while (!stopped) {
            latest = round();
            latest.failures().forEach(line -> LOG.warn("{}", line));
            try {
                if (nudges.tryAcquire(config.every().toMillis(), TimeUnit.MILLISECONDS)) {
                    nudges.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** What breaks while the platform is being stopped is no news: the next one goes on. */
    private Round round() {
        try {
            var now = clock.instant();
            return told(sandboxes.warm().keep(wishes.at(now, refill), now, Progress.UNHEARD));
        } catch (SandboxException e) {
            return new Round(List.of(), List.of(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            if (stopped) {
                return latest;
            }
            LOG.error("Sandboxes cannot be made ahead", e);
            return new Round(List.of(), List.of("Something broke on our side; the log of the platform says what."));
        }
    }

    private Round told(WarmKept kept) {
        kept.made().values().stream().max(Comparator.naturalOrder()).ifPresent(longest -> refill = longest);
        var done = new ArrayList<String>();
        kept.made().forEach((place, took) -> done.add("Made " + place + " ahead in " + took.toSeconds() + " s"));
        kept.closed().forEach(place -> done.add("Closed " + place + ", which was made ahead"));
        return new Round(done, kept.failures());
    }

    @PreDestroy
    void stop() {
        stopped = true;
        nudge();
    }
}
