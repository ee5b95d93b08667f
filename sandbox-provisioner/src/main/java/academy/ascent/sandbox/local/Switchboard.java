package academy.ascent.sandbox.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The other end of a pod's network: a network namespace that has nothing but a link to the pod's and the addresses of
 * Services, in which nothing of the pod runs. So whatever a pod listens on, it takes no port of a Service. What listens
 * there is told on its standard input, and ends with that.
 */
final class Switchboard {
    /** What it may have of processes: one for each connection, one for each port, and those between. */
    static final int PROCESSES = ServiceConnections.MOST + 40;

    private static final long SCRATCH_BYTES = 1 << 20;

    /** Nobody can act in a user namespace before it has been told its users. */
    private static final String JOIN = "until read -r users </proc/$1/uid_map; do [ -d /proc/$1 ] && sleep 0.001 "
            + "|| exit 125; done; exec 6</proc/$1/ns/user 7</proc/$1/ns/net || exit 125; shift; exec \"$@\"";

    /** Links both networks, the pod's through its open file, then keeps no right but that to any port. */
    private static final String LINK =
            """
            "$1" --net=/proc/self/fd/7 "$2" -batch - <<END || exit 1
            link add eth0 type veth peer name eth0 netns /proc/1/ns/net
            addr add %s dev eth0
            link set eth0 up
            END
            "$2" -batch - <<END || exit 1
            addr add %s dev eth0
            link set eth0 up
            route add local %s dev lo
            END
            shift 2
            exec 6<&- 7<&-
            exec "$@"
            """.formatted(ServiceAddresses.POD, ServiceAddresses.SWITCHBOARD, ServiceAddresses.SERVICES);

    /** Does what it is told by lines, and answers {@code ready} when all that was opened before listens. */
    private static final String LISTEN = """
            opened=0
            while read -r act door address port; do
                case $act in
                open)
                    "$1" -lf /dev/null -t 10 "TCP4-LISTEN:$port,bind=$address,fork,reuseaddr,backlog=1024,nodelay" \
                        "UNIX-CONNECT:/doors/$door" </dev/null >/dev/null 2>&1 &
                    eval "listener$door=$!"
                    opened=$((opened+1)) ;;
                shut)
                    eval "kill \\$listener$door; wait \\$listener$door" ;;
                ready)
                    tries=0
                    while [ $(grep -c ' 0A ' /proc/net/tcp) -lt $opened ] && [ $tries -lt 500 ]; do
                        sleep 0.001
                        tries=$((tries+1))
                    done
                    echo ready
                    exec >/dev/null 2>&1 ;;
                esac
            done
            """;

    private final Host host;
    private final int user;
    private final Path etc;
    private final Path doors;
    private final List<String> joins;
    private final int processes;
    private final LongConsumer memory;

    /**
     * @param user who the pod runs as
     * @param etc what it sees as /etc
     * @param doors the folder of the sockets that connections are led to
     * @param joins control groups to enter
     * @param processes the most that the pod and it may have together
     * @param memory is told the process id of what is started
     */
    Switchboard(Host host, int user, Path etc, Path doors, List<String> joins, int processes, LongConsumer memory) {
        this.host = host;
        this.user = user;
        this.etc = etc;
        this.doors = doors;
        this.joins = joins;
        this.processes = processes;
        this.memory = memory;
    }

    Path doors() {
        return doors;
    }

    /** Starts it beside a container; where both cannot be linked, it says why and ends. */
    Process start(long workload) {
        List<String> command = new ArrayList<>(List.of(host.sh().toString(), "-c", Forwarding.ENTER, "sh"));
        command.add(String.valueOf(joins.size()));
        command.addAll(joins);
        command.addAll(host.as(user));
        command.addAll(List.of(host.sh().toString(), "-c", JOIN, "sh", String.valueOf(workload)));
        command.addAll(bubble());
        command.addAll(List.of("/bin/sh", "-c", LINK, "sh"));
        command.addAll(List.of(host.nsenter().toString(), host.ip().toString()));
        command.addAll(List.of(host.prlimit().toString(), "--nproc=" + processes));
        command.addAll(List.of(host.setpriv().toString(), "--inh-caps=-all,+net_bind_service"));
        command.addAll(List.of("--ambient-caps=-all,+net_bind_service"));
        command.addAll(List.of("/bin/sh", "-c", LISTEN, "sh", host.socat().toString()));
        Process started = Launcher.INSTANCE.start(command);
        memory.accept(started.pid());
        return started;
    }

    /** In the pod's user namespace, whose owner alone may change the pod's network, and in nothing else of it. */
    private List<String> bubble() {
        List<String> command = new ArrayList<>(List.of(host.bwrap().toString(), "--userns", "6"));
        command.addAll(List.of("--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts"));
        command.addAll(List.of("--die-with-parent", "--new-session", "--as-pid-1"));
        command.addAll(List.of("--cap-add", "CAP_NET_ADMIN", "--cap-add", "CAP_SYS_ADMIN"));
        command.addAll(List.of("--cap-add", "CAP_NET_BIND_SERVICE"));
        command.addAll(Bubble.system(etc, SCRATCH_BYTES, SCRATCH_BYTES));
        command.addAll(List.of("--ro-bind", doors.toString(), "/doors", "--remount-ro", "/", "--"));
        return command;
    }

    /** Ends it with everything in it, and waits until it is gone. */
    static void stop(Process started) {
        try {
            do {
                List<ProcessHandle> inside = started.descendants().toList();
                inside.forEach(ProcessHandle::destroyForcibly);
                if (inside.isEmpty()) {
                    started.destroyForcibly();
                }
            } while (!started.waitFor(5, TimeUnit.MILLISECONDS));
            started.getOutputStream().close();
        } catch (InterruptedException interrupted) {
            started.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException ended) {
            // What was not said is not to be heard any more.
        }
    }
}
