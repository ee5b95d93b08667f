package academy.ascent.sandbox.local;

import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Replica.State;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.admission.PodContainer;
import academy.ascent.sandbox.admission.PodTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One replica: keeps its container running as the kubelet does, from creation until it is told to end. A thread of its
 * own starts, watches and restarts; everybody else only reads its state or asks it to end.
 */
final class Pod {
    /** As the HorizontalPodAutoscaler's controller has them. */
    private static final Duration BEGINS_WITHIN = Duration.ofMinutes(5);

    private static final Duration FIRST_READY_WITHIN = Duration.ofSeconds(30);

    private final long createdNanos = System.nanoTime();
    private final int number;
    private final String name;
    private final String workload;
    private final PodTemplate template;
    private final Map<String, String> labels;
    private final Pace pace;
    private final Starter starter;
    private final Confinement.ContainerLimits limits;
    private final LogRing logs = new LogRing();
    private final Readiness readiness;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch destroyed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile State state = State.STARTING;
    private volatile int restarts;
    private volatile Instant started = Instant.now();
    private volatile OptionalInt lastCode = OptionalInt.empty();
    private volatile @Nullable Boolean succeeded;
    private volatile Instant changed = Instant.now();
    private volatile @Nullable String waitsFor;
    private volatile @Nullable String lastExit;
    private volatile @Nullable ContainerRun run;

    /** Starts the containers of one pod. */
    interface Starter {
        Start start(Pod pod, LogRing logs);

        /** Brings mounted ConfigMaps and Secrets to what was admitted last. */
        void refresh();
    }

    /** What came of starting a container. */
    sealed interface Start {
        record Begun(ContainerRun run) implements Start {}

        /** @param reason what is missing, as the kubelet words it */
        record Waiting(String reason) implements Start {}
    }

    /**
     * @param labels those by which Services select it
     */
    Pod(
            int number,
            String name,
            String workload,
            PodTemplate template,
            Map<String, String> labels,
            Pace pace,
            Confinement.ContainerLimits limits,
            Starter starter) {
        this.number = number;
        this.name = name;
        this.workload = workload;
        this.template = template;
        this.labels = Map.copyOf(labels);
        this.pace = pace;
        this.limits = limits;
        this.starter = starter;
        this.readiness = new Readiness(pace.endpointsFollow());
    }

    void begin() {
        Thread.ofVirtual().name("pod-" + name).start(this::live);
    }

    private void live() {
        try {
            int crashes = 0;
            while (!isEnding()) {
                Instant began = Instant.now();
                if (!runOnce()) {
                    waitForEnding(pace.nodeNotices());
                    continue;
                }
                readiness.set(false);
                if (!isEnding() && lastCode.isPresent() && template.restart().isOver(lastCode.getAsInt())) {
                    changed = Instant.now();
                    succeeded = lastCode.getAsInt() == 0;
                    return;
                }
                crashes = Duration.between(began, Instant.now()).compareTo(pace.forgiveAfter()) > 0 ? 1 : crashes + 1;
                if (!isEnding()) {
                    state = State.BACKING_OFF;
                    waitForEnding(pace.backOff(crashes));
                    restarts++;
                }
            }
        } finally {
            readiness.set(false);
            limits.close();
            end();
        }
    }

    private synchronized void end() {
        state = State.ENDED;
        ended.countDown();
    }

    /** Runs the container once and returns when the node has noticed its end; false if something is missing for that. */
    private boolean runOnce() {
        lastCode = OptionalInt.empty();
        try {
            switch (starter.start(this, logs)) {
                case Start.Waiting waiting -> {
                    waitsFor = waiting.reason();
                    return false;
                }
                case Start.Begun begun -> {
                    waitsFor = null;
                    watch(begun.run());
                }
            }
        } catch (RuntimeException failed) {
            waitsFor = null;
            lastExit = "could not start: " + failed.getMessage();
        }
        return true;
    }

    private void watch(ContainerRun current) {
        run = current;
        limits.started(current.pid());
        started = current.started();
        ProbeLoop probes = new ProbeLoop(template.container(), pace.unreadyAskedWithin(), current, this);
        try {
            if (isEnding()) {
                current.kill();
            }
            probes.begin();
            int code = current.waitFor();
            lastCode = OptionalInt.of(code);
            lastExit =
                    limits.ranOutOfMemory() ? "out of memory" : probes.verdict().orElse(described(code));
            wait(destroyed, isEnding() ? pace.podGoes() : pace.nodeNotices());
        } finally {
            probes.end();
            current.close();
        }
    }

    private static String described(int code) {
        return code > 128 ? "killed by signal " + (code - 128) : "exit code " + code;
    }

    private boolean isEnding() {
        return ending.getCount() == 0;
    }

    private void waitForEnding(Duration atMost) {
        wait(ending, atMost);
    }

    private static void wait(CountDownLatch cause, Duration atMost) {
        try {
            boolean early = cause.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (early) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The container has begun its work: its startup probe, if it has one, succeeded. */
    void running() {
        if (state == State.STARTING || state == State.BACKING_OFF) {
            state = State.RUNNING;
        }
    }

    void ready(boolean ready) {
        if (!isEnding() && !isGone()) {
            readiness.set(ready);
        }
    }

    /** Brings mounted ConfigMaps and Secrets to what was admitted last. */
    void refresh() {
        if (!isEnding() && !isGone()) {
            starter.refresh();
        }
    }

    /** Brings its way to Services to who stands behind them now. */
    void follow() {
        ContainerRun current = run;
        if (current != null) {
            current.follow();
        }
    }

    /** Takes the pod out of its Services and ends it within its grace; returns at once. */
    synchronized void terminate() {
        if (isEnding() || isGone()) {
            return;
        }
        state = State.TERMINATING;
        changed = Instant.now();
        readiness.set(false);
        ending.countDown();
        Thread.ofVirtual().name("end-" + name).start(() -> {
            ContainerRun current = run;
            if (current == null) {
                return;
            }
            Duration grace = template.grace();
            Duration preStop = template.container().preStop();
            if (!preStop.isZero() && current.running()) {
                Duration pause = preStop.compareTo(grace) < 0 ? preStop : grace;
                waitForEnd(pause);
                grace = grace.minus(pause);
            }
            if (destroyed.getCount() > 0) {
                current.stop(grace);
            }
        });
    }

    /** Ends the pod without any grace; returns at once. */
    void destroy() {
        destroyed.countDown();
        terminate();
        ContainerRun current = run;
        if (current != null) {
            current.kill();
        }
    }

    /** Kills the container of a running pod; false if none runs. */
    boolean kill() {
        ContainerRun current = run;
        if (current == null || !current.running()) {
            return false;
        }
        current.kill();
        return true;
    }

    /** Stops the container of a running pod for a time; false if none runs. */
    boolean stall(Duration time) {
        ContainerRun current = run;
        if (current == null || !current.running()) {
            return false;
        }
        // First, so that whatever happens to the stopping, it is undone.
        Thread.ofVirtual().name("resume-" + name).start(() -> {
            Pauses.sleep(time);
            current.resume();
        });
        current.pause();
        return true;
    }

    /** Takes memory of a running pod for a time and returns when it is over; false if no container runs. */
    boolean press(long bytes, Duration time) {
        ContainerRun current = run;
        if (current == null || !current.running()) {
            return false;
        }
        limits.press(bytes, time);
        return true;
    }

    /** Opens a shell beside the container of a running pod; empty if none runs. */
    Optional<Terminal> terminal(TerminalSize size) {
        ContainerRun current = run;
        return current == null || !current.running() ? Optional.empty() : Optional.of(current.terminal(size));
    }

    /** Waits for the pod to be gone; false if it still is not. */
    boolean waitForEnd(Duration atMost) {
        try {
            return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    String workload() {
        return workload;
    }

    PodTemplate template() {
        return template;
    }

    PodContainer container() {
        return template.container();
    }

    /** The labels by which Services select it. */
    Map<String, String> labels() {
        return labels;
    }

    /** What became of a pod that is not started again for ever: one that was told to end has failed. */
    JobRun.Pod ofJob() {
        Boolean well = succeeded;
        JobRun.Phase phase = well != null
                ? (well ? JobRun.Phase.SUCCEEDED : JobRun.Phase.FAILED)
                : isEnding() ? JobRun.Phase.FAILED : JobRun.Phase.ACTIVE;
        return new JobRun.Pod(number, phase, changed, restarts);
    }

    boolean isTerminating() {
        return isEnding();
    }

    boolean isGone() {
        return state == State.ENDED;
    }

    boolean isAvailable(Duration minReady) {
        return !isEnding() && readiness.heldFor(minReady);
    }

    /** Whether its container was started. */
    boolean hasBegun() {
        return run != null;
    }

    /** CPU time of its container's processes so far, over all restarts. */
    Duration cpuTime() {
        return limits.cpuTime();
    }

    /**
     * Whether an autoscaler counts what it used in a window that ends now: of a pod that has begun lately, only while it
     * is ready, and was through the window; later always, unless it never was ready.
     */
    boolean isMeasurable(Duration window) {
        Duration age = Duration.ofNanos(System.nanoTime() - createdNanos);
        if (age.compareTo(BEGINS_WITHIN) < 0) {
            return readiness.heldFor(window);
        }
        return readiness.isReady() || age.minus(readiness.unchangedFor()).compareTo(FIRST_READY_WITHIN) > 0;
    }

    /** Whether clients of a Service see the pod. */
    boolean isListed() {
        return readiness.isSeen();
    }

    /** The socket that leads to a port, empty while no container runs. */
    Optional<Path> socket(int port) {
        ContainerRun current = run;
        return current == null || current.pid() == 0 ? Optional.empty() : Optional.of(current.socket(port));
    }

    Replica snapshot() {
        String missing = waitsFor;
        return new Replica(
                name,
                workload,
                state,
                readiness.isReady(),
                restarts,
                started,
                Optional.ofNullable(missing == null ? lastExit : missing));
    }

    List<String> logs(int lines) {
        return logs.last(lines);
    }
}
