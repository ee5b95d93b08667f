package academy.ascent.platform.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.classes.SandboxClasses;
import academy.ascent.sandbox.cluster.ClusterSandboxes;
import academy.ascent.sandbox.cluster.GpuUse;
import academy.ascent.sandbox.cluster.Swept;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due for the sandboxes on the cluster, again and again: suspends, closes, puts right, adds up GPU time and
 * gives GPUs to those whose turn it is. Several
 * platforms may do so at once.
 */
@Singleton
@Requires(bean = ClusterConfig.class)
final class ClusterUpkeep implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterUpkeep.class);

    private final ClusterSandboxes sandboxes;
    private final GpuStandings standings;
    private final ClusterConfig config;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Optional<Round> latest = Optional.empty();

    ClusterUpkeep(ClusterSandboxes sandboxes, GpuStandings standings, ClusterConfig config, InstantSource clock) {
        this.sandboxes = sandboxes;
        this.standings = standings;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What came of one round.
     *
     * @param gpus how long learners have held GPUs this week
     * @param done what was done, a line each
     * @param failures what could not be done and is left to the next round, a line each
     */
    record Round(Instant at, List<GpuUse> gpus, List<String> done, List<String> failures) {
        Round {
            gpus = List.copyOf(gpus);
            done = List.copyOf(done);
            failures = List.copyOf(failures);
        }
    }

    /** The latest round; empty before the first. */
    Optional<Round> latest() {
        return latest;
    }

    /** Only a platform that serves looks after sandboxes; the command line opens the same application without. */
    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        Thread.ofVirtual().name("cluster-upkeep").start(this::run);
    }

    private void run() {
        do {
            var round = round();
            round.failures().forEach(line -> LOG.warn("{}", line));
            latest = Optional.of(round);
        } while (!isStoppedWithin());
    }

    private boolean isStoppedWithin() {
        try {
            return stopped.await(config.every().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Each part is tried whatever became of the one before. */
    private Round round() {
        var now = clock.instant();
        var gpus = new ArrayList<GpuUse>();
        var done = new ArrayList<String>();
        var failures = new ArrayList<String>();
        attempt(failures, sandboxes::prepare);
        attempt(failures, () -> sandboxes.sweep(now).forEach(swept -> tell(swept, done, failures)));
        attempt(failures, () -> repair(done, failures));
        attempt(failures, () -> {
            var metered = sandboxes.meterGpus(now);
            gpus.addAll(metered.uses());
            failures.addAll(metered.failures());
        });
        attempt(failures, () -> failures.addAll(standings.refresh()));
        return new Round(now, gpus, done, failures);
    }

    private void repair(List<String> done, List<String> failures) {
        for (var repaired : sandboxes.repair(SandboxClasses.inUse()::find)) {
            if (!repaired.objects().isEmpty()) {
                done.add("Put right in " + repaired.name() + ": " + String.join(", ", repaired.objects()));
            }
            repaired.failure().ifPresent(why -> failures.add("Could not put right " + repaired.name() + ": " + why));
        }
    }

    private static void tell(Swept swept, List<String> done, List<String> failures) {
        switch (swept.outcome()) {
            case Swept.Suspended _ -> done.add("Suspended " + swept.name());
            case Swept.Resumed _ -> done.add("Resumed " + swept.name());
            case Swept.Closed _ -> done.add("Closed " + swept.name());
            case Swept.ClosedUnkept(String reason) ->
                failures.add("Closed " + swept.name() + ", of which nothing is kept: " + reason);
            case Swept.Failed(String reason) ->
                failures.add("Could not do what is due for " + swept.name() + ": " + reason);
        }
    }

    /** What breaks while the platform is being stopped is no news: the next one goes on. */
    private void attempt(List<String> failures, Runnable part) {
        try {
            part.run();
        } catch (SandboxException e) {
            failures.add(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (stopped.getCount() == 0) {
                return;
            }
            LOG.error("Sandboxes on the cluster cannot be looked after", e);
            failures.add("Something broke on our side; the log of the platform says what.");
        }
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
    }
}
