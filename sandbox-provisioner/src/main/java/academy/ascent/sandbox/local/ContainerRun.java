package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One start of a container: its processes and the forwarders that lead to its ports, until it ends. Its program begins
 * only when everything around it stands.
 */
final class ContainerRun {
    private static final Pattern CHILD = Pattern.compile("\"child-pid\":\\s*(\\d+)");
    private static final int MOST_STOPS = 100;
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);

    private final Forwarding forwarding;
    private final Process bubble;
    private final Optional<ProcessHandle> workload;
    private final Thread output;
    private final Instant started = Instant.now();
    private final Map<Integer, Process> forwarders = new ConcurrentHashMap<>();
    private boolean closed;
    private final LogRing logs;
    private volatile @Nullable PodNetwork network;
    private volatile @Nullable Shells shells;

    /**
     * @param command runs bubblewrap
     * @param information the file where bubblewrap writes the workload's process id
     */
    ContainerRun(List<String> command, Path information, LogRing logs, Forwarding forwarding) {
        this.forwarding = forwarding;
        this.logs = logs;
        delete(information);
        bubble = Launcher.INSTANCE.start(command);
        forwarding.remember(bubble.pid());
        output = Thread.ofPlatform().daemon().name("sandbox-output").start(() -> logs.follow(bubble.getInputStream()));
        workload = firstProcess(bubble, information);
    }

    /** The shells that may be opened beside it. */
    void offer(Shells beside) {
        shells = beside;
    }

    /**
     * Opens a shell beside its program.
     *
     * @throws SandboxException with code {@code UNAVAILABLE} if there may be no further one
     */
    Terminal terminal(TerminalSize size) {
        return Objects.requireNonNull(shells).open(size);
    }

    /** Lets the container's program begin. */
    void begin() {
        Launcher.openGate(bubble);
    }

    /** Its way to Services, which ends with it. */
    void joined(PodNetwork way) {
        network = way;
    }

    /** Brings its way to Services to who stands behind them now. */
    void follow() {
        PodNetwork way = network;
        if (way != null) {
            way.follow();
            // A container that has ended takes its network along, which is no failure.
            if (way.hasFailed() && workload.filter(ContainerRun::lives).isPresent()) {
                logs.add(way.failure());
            }
        }
    }

    private static boolean lives(ProcessHandle process) {
        return ProcFs.startTime(process.pid())
                .map(start -> ProcFs.runs(process.pid(), start))
                .orElse(false);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stuck) {
            throw new SandboxException(Code.BROKEN, "Cannot remove " + file, stuck);
        }
    }

    /** What runs in a bubble; empty if bubblewrap ended before it had made the namespaces. */
    static Optional<ProcessHandle> firstProcess(Process bubble, Path information) {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (bubble.isAlive() && System.nanoTime() < deadline) {
            Matcher child = CHILD.matcher(ProcFs.read(information).orElse(""));
            if (child.find()) {
                return ProcessHandle.of(Long.parseLong(child.group(1)));
            }
            Pauses.sleep(Duration.ofMillis(2));
        }
        bubble.destroyForcibly();
        return Optional.empty();
    }

    Instant started() {
        return started;
    }

    /** The host's number of the container's first process, 0 if it never began. */
    long pid() {
        return workload.map(ProcessHandle::pid).orElse(0L);
    }

    boolean running() {
        return bubble.isAlive() && workload.map(ProcessHandle::isAlive).orElse(false);
    }

    /** A socket that leads to a port of the container, whether or not something listens there. */
    synchronized Path socket(int port) {
        if (!closed && !forwarders.containsKey(port)) {
            forwarders.put(port, forwarding.start(port, pid()));
        }
        return forwarding.socket(port);
    }

    /** Waits for the end and tells the exit code, in a shell's way: above 128 it was a signal. */
    int waitFor() {
        try {
            int code = bubble.waitFor();
            output.join(Duration.ofSeconds(1));
            return code;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SandboxException(Code.BROKEN, "Interrupted while waiting for a container", interrupted);
        }
    }

    /** Asks the workload to end and, after the grace, makes it. */
    void stop(Duration grace) {
        workload.ifPresent(ProcessHandle::destroy);
        try {
            if (!bubble.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    void kill() {
        workload.ifPresentOrElse(ProcessHandle::destroyForcibly, bubble::destroyForcibly);
    }

    /** Stops every process. One that is stopped cannot start another one, so this comes to an end. */
    void pause() {
        Set<Long> stopped = new HashSet<>();
        List<Long> running = processes();
        for (int i = 0; i < MOST_STOPS && !running.isEmpty(); i++) {
            signal("STOP", running);
            stopped.addAll(running);
            running = processes().stream().filter(pid -> !stopped.contains(pid)).toList();
        }
    }

    /** Lets every process go on. */
    void resume() {
        signal("CONT", processes());
    }

    private List<Long> processes() {
        return workload.filter(ProcessHandle::isAlive).stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .map(ProcessHandle::pid)
                .toList();
    }

    /** By a shell, since Java knows no such signal; one that is gone already is left alone. */
    private static void signal(String signal, List<Long> processes) {
        if (!processes.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$@\"", "sh", signal));
            processes.forEach(pid -> command.add(pid.toString()));
            Launcher.INSTANCE.start(command).onExit().join();
        }
    }

    /** Ends its shells, the forwarders and the way to Services; the container must have ended. */
    void close() {
        Shells beside = shells;
        if (beside != null) {
            beside.close();
        }
        PodNetwork way = network;
        if (way != null) {
            way.close();
        }
        synchronized (this) {
            closed = true;
        }
        forwarders.values().forEach(forwarding::stop);
    }
}
