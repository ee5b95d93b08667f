package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.output;
import static academy.ascent.sandbox.local.GivenSandboxes.ready;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.TypedTerminal;
import java.nio.file.Path;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** What a learner's program may try against the machine and its other users: each is tried as it is done. */
final class SafetyTable {
    /** What a container of the tests may hold, and more than that. */
    private static final long MEMORY_BYTES = 64L << 20;

    private static final String BEYOND = "100m";

    /** Goes on when the way to Services stands. */
    private static final String LINKED = "until grep -q eth0 /proc/net/route; do sleep 0.05; done; ";

    private SafetyTable() {}

    /** Something that must not succeed. */
    record Row(String title, Attempt attempt) {
        @Override
        public String toString() {
            return title;
        }
    }

    /** Fails, as a test does, if what is tried succeeds. */
    @FunctionalInterface
    interface Attempt {
        void in(SafetyWorld world) throws Exception;
    }

    static List<Row> rows() {
        return List.of(
                new Row(
                        "read the platform's database",
                        world -> world.failsOnlyInside("cat " + world.database() + " 2>/dev/null | grep -q .")),
                new Row(
                        "read the platform's environment",
                        world -> world.failsOnlyInside(
                                "cat /proc/[0-9]*/environ 2>/dev/null | grep -q " + SafetyWorld.SECRET)),
                new Row(
                        "reach the platform's port",
                        world -> world.failsOnlyInside(
                                "socat -u OPEN:/dev/null TCP4:127.0.0.1:" + world.port() + " 2>/dev/null")),
                new Row(
                        "reach another learner's socket",
                        world -> world.failsOnlyInside(
                                "socat -u OPEN:/dev/null UNIX-CONNECT:" + world.socketOfAnother() + " 2>/dev/null")),
                new Row(
                        "reach a socket of the machine that has no file",
                        world -> world.failsOnlyInside(
                                "socat -u OPEN:/dev/null ABSTRACT-CONNECT:" + world.abstractSocket() + " 2>/dev/null")),
                new Row(
                        "reach any network but that of its Services",
                        world -> world.fails(LINKED
                                + "tail -n +2 /proc/net/route | grep -qv '^eth0[[:blank:]]0000600A[[:blank:]]' ||"
                                + " echo | socat -u - UDP4-SENDTO:192.0.2.1:9 2>/dev/null")),
                new Row(
                        "widen that network",
                        world -> world.fails(
                                LINKED + "ip route add default via 10.96.255.253 2>/dev/null ||"
                                        + " ip addr add 10.96.0.1/32 dev eth0 2>/dev/null || ip link set eth0 down 2>/dev/null")),
                new Row(
                        "reach another learner's Service by a name",
                        world -> world.failsInAnother(SafetyWorld.asking("theirs", "theirs." + world.nameOfAnother()))),
                new Row(
                        "reach another learner's Service by its address",
                        world -> world.failsInAnother(SafetyWorld.asking("10.96.0.1"))),
                new Row("reach the platform's port by the way to Services", SafetyTable::reachPlatform),
                new Row("answer in the place of a Service", SafetyTable::answerInPlace),
                new Row("hold more connections to Services than a hundred", SafetyTable::connect),
                new Row("signal a process outside", world -> {
                    world.failsOnlyInside("kill -0 " + world.victim().pid() + " 2>/dev/null");
                    world.fails(
                            "kill -9 -1 2>/dev/null; kill -9 " + world.victim().pid() + " 2>/dev/null");
                    assertThat(world.victim().isAlive()).isTrue();
                }),
                new Row("fill the disk past a volume's size", SafetyTable::fillVolume),
                new Row("fill the disk past its storage", SafetyTable::fillStorage),
                new Row("hold more in files than its memory", SafetyTable::fillMemory),
                new Row("hold more in several folders than its memory", SafetyTable::fillFolders),
                new Row(
                        "make namespaces or enter the machine's",
                        world -> world.fails(
                                "unshare --user true 2>/dev/null || nsenter --target 1 --net true 2>/dev/null")),
                new Row("fork past its limit", SafetyTable::fork),
                new Row("use more memory than its limit", SafetyTable::allocate),
                new Row("survive the sandbox's end", SafetyTable::survive),
                new Row("survive the sandbox's end by a terminal", SafetyTable::surviveByTerminal));
    }

    private static void reachPlatform(SafetyWorld world) throws Exception {
        String connect = "socat -u OPEN:/dev/null TCP4:%s:" + world.port() + " 2>/dev/null";
        world.failsOnlyInside(connect.formatted("127.0.0.1"));
        for (String address : List.of("10.96.255.253", "10.96.255.254", "10.96.0.1", "10.96.99.99")) {
            world.fails(LINKED + connect.formatted(address));
        }
    }

    /** One of its own addresses can be listened on; that of a Service is none. */
    private static void answerInPlace(SafetyWorld world) throws Exception {
        String listen = "timeout 1 socat -u TCP4-LISTEN:8080,bind=%s OPEN:/dev/null 2>/dev/null; echo $?; ";
        try (Sandbox sandbox = world.open()) {
            assertThat(output(sandbox, LINKED + listen.formatted("10.96.255.254") + listen.formatted("10.96.0.1")))
                    .containsExactly("124", "1");
        }
    }

    /** Whom they are led to takes all that come. */
    private static void connect(SafetyWorld world) throws Exception {
        Sandbox sandbox = world.open();
        String take = "exec socat TCP4-LISTEN:8080,fork,max-children=1,backlog=1024 EXEC:'sleep 1000'";
        admitted(sandbox.apply(app("web", 1, take, "readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}")));
        ready(sandbox, "web", 1);
        String many = "exec bash -c 'for i in $(seq 150); do exec {to}<>/dev/tcp/web/80; done; echo all; sleep 1000'";
        admitted(sandbox.apply(app("greedy", 1, many, "")));
        until(() -> sandbox.logs("greedy-2", 10).contains("all"));
        until(() -> ledOn() >= ServiceConnections.MOST);
        assertThat(ledOn()).isEqualTo(ServiceConnections.MOST);
    }

    /** How many connections lead to a replica's port: each is a process whose parent listens for them. */
    private static long ledOn() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> leads(process)
                        && process.parent().filter(SafetyTable::leads).isPresent())
                .count();
    }

    private static boolean leads(ProcessHandle process) {
        return ProcFs.read(Path.of("/proc/" + process.pid() + "/cmdline"))
                .orElse("")
                .contains("127.0.0.2:8080");
    }

    private static void fillVolume(SafetyWorld world) throws Exception {
        Sandbox sandbox = world.open();
        admitted(sandbox.apply(withVolume("8Mi", fill("50m"))));
        until(() -> sandbox.logs("filler-1", 10).contains("end"));
        assertThat(sandbox.logs("filler-1", 10)).first().isEqualTo(String.valueOf(8 << 20));
    }

    /** Files of these volumes are memory: either the volume is full or the container is. */
    private static void fillMemory(SafetyWorld world) throws Exception {
        Sandbox sandbox = world.open();
        admitted(sandbox.apply(withVolume("100Gi", fill(BEYOND))));
        until(() -> only(sandbox).lastExit().isPresent()
                || sandbox.logs("filler-1", 10).contains("end"));
        assertThat(sandbox.logs("filler-1", 10))
                .filteredOn(line -> line.matches("\\d+"))
                .allSatisfy(bytes -> assertThat(Long.parseLong(bytes)).isLessThanOrEqualTo(MEMORY_BYTES));
        assertThat(sandbox.usage().memoryBytes()).isLessThanOrEqualTo(MEMORY_BYTES);
    }

    /** The volume has no size of its own. */
    private static void fillStorage(SafetyWorld world) throws Exception {
        Sandbox sandbox = world.open();
        String everywhere = "head -c 50m /dev/zero >/tmp/x 2>/dev/null; stat -c %s /tmp/x; " + fill("50m");
        ManifestFile manifest = withVolume("100Gi", everywhere).getFirst();
        admitted(sandbox.apply(List.of(new ManifestFile(
                manifest.path(), manifest.yaml().replace("memory: 64Mi", "memory: 64Mi, ephemeral-storage: 4Mi")))));
        until(() -> sandbox.logs("filler-1", 10).contains("end"));
        assertThat(sandbox.logs("filler-1", 10)).startsWith(String.valueOf(4 << 20), String.valueOf(4 << 20));
    }

    /** Without control groups that is seen a moment later. */
    private static void fillFolders(SafetyWorld world) throws Exception {
        Sandbox sandbox = world.open();
        String fill = "for folder in /tmp /dev/shm /scratch; do head -c 40m /dev/zero >$folder/x 2>/dev/null; done; "
                + "cat /tmp/x /dev/shm/x /scratch/x | wc -c; echo end; sleep 1000";
        admitted(sandbox.apply(withVolume("100Gi", fill)));
        until(() -> only(sandbox).lastExit().isPresent() || holds(sandbox.logs("filler-1", 10)) <= MEMORY_BYTES);
    }

    private static long holds(List<String> said) {
        return said.contains("end") ? Long.parseLong(said.get(said.indexOf("end") - 1)) : Long.MAX_VALUE;
    }

    private static String fill(String bytes) {
        return "head -c " + bytes + " /dev/zero >/scratch/x 2>/dev/null; stat -c %s /scratch/x; echo end; sleep 1000";
    }

    private static List<ManifestFile> withVolume(String size, String script) {
        ManifestFile manifest = app("filler", 1, script, "").getFirst();
        return List.of(new ManifestFile(
                manifest.path(),
                manifest.yaml()
                        .replace("mountPath: /workspace}", "mountPath: /workspace}, {name: tmp, mountPath: /scratch}")
                        .replace("volumes: [", "volumes: [{name: tmp, emptyDir: {sizeLimit: " + size + "}}, ")));
    }

    private static void fork(SafetyWorld world) throws Exception {
        Sandbox sandbox = world.open();
        String fork = "i=0; while [ $i -lt 400 ]; do sleep 100 & i=$((i+1)); done; echo all";
        admitted(sandbox.apply(app("forks", 1, fork, "")));
        until(() -> only(sandbox).lastExit().isPresent());
        assertThat(sandbox.logs("forks-1", 10))
                .as(only(sandbox).toString())
                .anyMatch(line -> line.contains("Cannot fork"))
                .doesNotContain("all");
    }

    private static void allocate(SafetyWorld world) throws Exception {
        Sandbox sandbox = world.open();
        String allocate = "head -c %1$s /dev/zero | tail -c %1$s | (sleep 2; cat >/dev/null)".formatted(BEYOND);
        admitted(sandbox.apply(app("greedy", 1, allocate, "")));
        until(() -> only(sandbox).lastExit().isPresent());
        assertThat(only(sandbox).lastExit()).contains("out of memory");
    }

    /** A process that left its session and its parent, and listens to no signal that it may refuse. */
    private static void survive(SafetyWorld world) throws Exception {
        Sandbox sandbox = world.open();
        String seconds = world.mark();
        admitted(sandbox.apply(app("stubborn", 1, daemons(seconds) + "; sleep 1000", "")));
        until(() -> marked(seconds).size() == 2);
        sandbox.close();
        assertThat(marked(seconds)).isEmpty();
    }

    private static void surviveByTerminal(SafetyWorld world) throws Exception {
        Sandbox sandbox = world.open();
        String seconds = world.mark();
        admitted(sandbox.apply(app("idle", 1, "sleep 1000", "")));
        until(() -> only(sandbox).ready());
        try (TypedTerminal terminal = new TypedTerminal(sandbox.terminal("idle-1", TerminalSize.USUAL))) {
            terminal.type(daemons(seconds) + "\n");
            until(() -> marked(seconds).size() == 2);
            sandbox.close();
            assertThat(marked(seconds)).isEmpty();
        }
    }

    private static String daemons(String seconds) {
        return "trap '' HUP INT TERM; (setsid sh -c 'trap \"\" HUP INT TERM; sleep " + seconds + " & sleep " + seconds
                + "' &)";
    }

    private static List<String> marked(String seconds) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> ProcFs.read(Path.of("/proc/" + process.pid() + "/cmdline")).stream())
                .filter(command -> command.equals("sleep\0" + seconds + "\0"))
                .toList();
    }

    /** Tries everything in a folder and prints a line a row: its title, a tab, and nothing or what succeeded. */
    public static void main(String[] arguments) throws Exception {
        try (SafetyWorld world = SafetyWorld.in(Path.of(arguments[0]))) {
            for (Row row : rows()) {
                System.out.println(row.title() + "\t" + outcome(row, world));
            }
        } catch (TestAbortedException cannot) {
            System.out.println("skipped\t" + oneLine(cannot));
        }
    }

    private static String outcome(Row row, SafetyWorld world) {
        try {
            row.attempt().in(world);
            return "";
        } catch (Exception | AssertionError succeeded) {
            return oneLine(succeeded);
        }
    }

    private static String oneLine(Throwable thrown) {
        return thrown.toString().replaceAll("\\s+", " ");
    }
}
