package academy.ascent.platform.sandbox;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings this machine to what the database says of learners' sandboxes, once a second or when nudged. After a restart, or
 * after a death at any step, it deploys again what should run; what a dead process left is cleared away before.
 */
@Singleton
final class SandboxKeeper implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxKeeper.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final LearnerSandboxes wanted;
    private final Deployer deployer;
    private final Map<Long, LivePlace> live = new ConcurrentHashMap<>();
    private final Semaphore nudges = new Semaphore(0);
    private volatile boolean stopped;
    private @Nullable Thread thread;

    SandboxKeeper(LearnerSandboxes wanted, Deployer deployer) {
        this.wanted = wanted;
        this.deployer = deployer;
    }

    /** Only a platform that serves keeps sandboxes; the command line opens the same application without. */
    @Override
    public synchronized void onApplicationEvent(ServerStartupEvent event) {
        thread = Thread.ofPlatform().name("sandbox-keeper").daemon().start(this::run);
    }

    /** Looks now instead of within a second. */
    void nudge() {
        nudges.release();
    }

    /** What became of a sandbox's latest deployment; empty until it was tried. */
    Optional<LivePlace> live(LearnerSandbox sandbox) {
        return Optional.ofNullable(live.get(sandbox.id())).filter(place -> place.deployment() == sandbox.deployment());
    }

    private void run() {
        var troubled = false;
        while (!stopped) {
            try {
                round();
                troubled = false;
            } catch (RuntimeException e) {
                // The database may be gone for a while: said once, and tried again.
                if (!troubled) {
                    LOG.error("Sandboxes of learners cannot be kept for now", e);
                }
                troubled = true;
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (nudges.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                nudges.drainPermits();
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private void round() {
        wanted.sweep();
        var running = wanted.open().stream()
                .filter(sandbox -> !sandbox.isSuspended())
                .collect(Collectors.toMap(LearnerSandbox::id, Function.identity()));
        live.entrySet().removeIf(one -> {
            var sandbox = running.get(one.getKey());
            var over = sandbox == null || sandbox.deployment() != one.getValue().deployment();
            if (over) {
                one.getValue().close();
            }
            return over;
        });
        for (var sandbox : running.values()) {
            if (!stopped && !live.containsKey(sandbox.id())) {
                live.put(sandbox.id(), deployer.deploy(sandbox));
            }
        }
    }

    @PreDestroy
    synchronized void stop() throws InterruptedException {
        stopped = true;
        nudge();
        if (thread != null) {
            thread.join(Duration.ofSeconds(30));
        }
        live.values().forEach(LivePlace::close);
    }
}
