package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The way into one replica: for each port a socat that stands in the replica's network and nowhere else in it. It
 * listens on a Unix socket that the replica cannot see, so that nothing in there can put another socket in its place.
 */
final class Forwarding {
    /** Writes its own process id into the given files and becomes the command. */
    static final String ENTER =
            "n=$1; shift; while [ $n -gt 0 ]; do echo $$ >\"$1\" || exit 125; shift; n=$((n-1)); done; exec \"$@\"";

    private static final Duration LISTENS_WITHIN = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    private final Host host;
    private final int user;
    private final Path folder;
    private final List<String> joins;
    private final LongConsumer memory;

    /**
     * @param user who the forwarder runs as; must own the folder
     * @param joins control groups to enter
     * @param memory is told the process id of everything that is started
     */
    Forwarding(Host host, int user, Path folder, List<String> joins, LongConsumer memory) {
        this.host = host;
        this.user = user;
        this.folder = folder;
        this.joins = joins;
        this.memory = memory;
    }

    Path socket(int port) {
        return folder.resolve(String.valueOf(port));
    }

    void remember(long pid) {
        memory.accept(pid);
    }

    /** Starts one and waits until it listens. */
    Process start(int port, long workload) {
        Path socket = socket(port);
        try {
            Files.deleteIfExists(socket);
        } catch (IOException stuck) {
            throw new SandboxException(Code.BROKEN, "Cannot remove " + socket, stuck);
        }
        Process forwarder = begin(port, workload);
        long deadline = System.nanoTime() + LISTENS_WITHIN.toNanos();
        while (!Files.exists(socket) && forwarder.isAlive() && System.nanoTime() < deadline) {
            Pauses.sleep(LOOK_AGAIN);
        }
        return forwarder;
    }

    private Process begin(int port, long workload) {
        List<String> command = new ArrayList<>(List.of(host.sh().toString(), "-c", ENTER, "sh"));
        command.add(String.valueOf(joins.size()));
        command.addAll(joins);
        command.addAll(List.of(host.nsenter().toString(), "--target", String.valueOf(workload), "--net"));
        if (host.root()) {
            command.addAll(host.as(user));
        } else {
            command.addAll(
                    List.of("--user", "--preserve-credentials", host.setpriv().toString(), "--no-new-privs"));
        }
        command.addAll(List.of("--pdeathsig", "KILL", host.sh().toString(), "-c", Launcher.GATE, "sh"));
        command.addAll(List.of(host.socat().toString(), "-lf", "/dev/null"));
        command.add("UNIX-LISTEN:" + socket(port) + ",fork,unlink-early,backlog=1024,mode=600");
        command.add("TCP4:127.0.0.2:" + port + ",nodelay");
        Process forwarder = Launcher.INSTANCE.start(command);
        remember(forwarder.pid());
        Launcher.openGate(forwarder);
        return forwarder;
    }

    /** Ends a forwarder and its connections, and waits until it is gone. */
    void stop(Process forwarder) {
        List<ProcessHandle> connections = forwarder.descendants().toList();
        forwarder.destroyForcibly();
        connections.forEach(ProcessHandle::destroyForcibly);
        forwarder.onExit().join();
    }
}
