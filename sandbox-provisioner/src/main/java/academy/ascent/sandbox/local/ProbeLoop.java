package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.PodContainer;
import academy.ascent.sandbox.admission.Probe;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Probes one run of a container: first whether it has started, then whether it is ready and whether it lives. */
final class ProbeLoop {
    private final PodContainer container;
    private final Duration unreadyAskedWithin;
    private final ContainerRun run;
    private final Pod pod;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable String verdict;

    /**
     * @param unreadyAskedWithin as a {@link Pace} has it
     */
    ProbeLoop(PodContainer container, Duration unreadyAskedWithin, ContainerRun run, Pod pod) {
        this.container = container;
        this.unreadyAskedWithin = unreadyAskedWithin;
        this.run = run;
        this.pod = pod;
    }

    void begin() {
        Thread.ofVirtual().name("startup-" + pod.name()).start(() -> {
            if (container.startup().isEmpty() || startedUp(container.startup().get())) {
                pod.running();
                container.readiness().ifPresentOrElse(this::watchReadiness, () -> pod.ready(run.running()));
                container.liveness().ifPresent(this::watchLiveness);
            }
        });
    }

    void end() {
        over.countDown();
    }

    /** Why a probe ended the container, if one did. */
    Optional<String> verdict() {
        return Optional.ofNullable(verdict);
    }

    private boolean startedUp(Probe probe) {
        if (over(probe.initialDelay())) {
            return false;
        }
        int failures = 0;
        do {
            Optional<String> failure = ask(probe);
            if (failure.isEmpty()) {
                return true;
            }
            failures++;
            if (failures >= probe.failureThreshold()) {
                condemn("startup", failure.get());
                return false;
            }
        } while (!over(probe.period()));
        return false;
    }

    private void watchReadiness(Probe probe) {
        Thread.ofVirtual().name("readiness-" + pod.name()).start(() -> {
            Streak streak = new Streak(probe);
            if (over(probe.initialDelay())) {
                return;
            }
            do {
                streak.add(ask(probe).isEmpty());
                if (streak.isDecided() && over.getCount() > 0) {
                    pod.ready(streak.isGood());
                }
            } while (!over(streak.everGood() ? probe.period() : untilReady(probe)));
        });
    }

    private Duration untilReady(Probe probe) {
        return probe.period().compareTo(unreadyAskedWithin) < 0 ? probe.period() : unreadyAskedWithin;
    }

    private void watchLiveness(Probe probe) {
        Thread.ofVirtual().name("liveness-" + pod.name()).start(() -> {
            Streak streak = new Streak(probe);
            if (over(probe.initialDelay())) {
                return;
            }
            do {
                Optional<String> failure = ask(probe);
                streak.add(failure.isEmpty());
                if (streak.isDecided() && !streak.isGood()) {
                    condemn("liveness", failure.orElse(""));
                    return;
                }
            } while (!over(probe.period()));
        });
    }

    private void condemn(String which, String failure) {
        if (over.getCount() > 0 && !pod.isTerminating() && run.running()) {
            verdict = which + " probe failed: " + failure;
            run.stop(pod.template().grace());
        }
    }

    private Optional<String> ask(Probe probe) {
        return ProbeClient.failure(probe, run.socket(probe.action().port()), run.pid());
    }

    /** Waits and tells whether the run has ended. */
    private boolean over(Duration wait) {
        try {
            return over.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Counts equal answers in a row against a probe's thresholds. */
    private static final class Streak {
        private final Probe probe;
        private boolean good;
        private boolean everGood;
        private int length;

        Streak(Probe probe) {
            this.probe = probe;
        }

        void add(boolean success) {
            length = success == good ? length + 1 : 1;
            good = success;
            everGood |= success;
        }

        boolean everGood() {
            return everGood;
        }

        boolean isGood() {
            return good;
        }

        boolean isDecided() {
            return length >= (good ? probe.successThreshold() : probe.failureThreshold());
        }
    }
}
