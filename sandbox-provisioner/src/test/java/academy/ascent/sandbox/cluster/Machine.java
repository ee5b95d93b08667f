package academy.ascent.sandbox.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A machine of its own for a node with real pods: namespaces of network, processes and mounts, and a control group. It
 * ends with this JVM, and everything in it ends with it.
 */
final class Machine implements AutoCloseable {
    /** Its one address, which its pods reach too. */
    static final String ADDRESS = "10.200.0.1";

    private static final Path SCRIPT = ClusterSource.MODULES.resolve("node/machine.sh");
    private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");
    private static final List<String> NAMESPACES =
            List.of("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child");

    private final RunFolder folder;
    private final KeptProcess process;
    private final Premises premises;
    private final Deque<KeptProcess> ways = new ArrayDeque<>();

    /** Starts it in a folder. */
    Machine(RunFolder folder) throws IOException {
        this.folder = folder;
        removeAbandonedGroups();
        makeGroups();
        process = KeptProcess.start(
                "machine",
                folder.path(),
                inNamespaces("/bin/sh", SCRIPT.toString(), folder.path().toString(), ADDRESS));
        premises = new Premises(entering(process, folder.path()), "0.0.0.0", ADDRESS, "localhost");
    }

    /**
     * Leads connections into it.
     *
     * @param port one of the loopback of the machine around it
     * @param target an address and port in it
     */
    void lead(int port, String target) throws IOException {
        Path socket = folder.path().resolve("way-" + port + ".sock");
        ways.push(KeptProcess.start(
                "way-in-" + port,
                folder.path(),
                premises.command(List.of("socat", "UNIX-LISTEN:" + socket + ",fork", "TCP4:" + target))));
        ways.push(KeptProcess.start(
                "way-to-" + port,
                folder.path(),
                List.of("socat", "TCP4-LISTEN:" + port + ",bind=127.0.0.1,fork,reuseaddr", "UNIX-CONNECT:" + socket)));
    }

    /** Whether this process may make one. */
    static boolean isPossible() {
        try {
            return hierarchies().stream().anyMatch(Files::isWritable)
                    && new ProcessBuilder(inNamespaces("true"))
                                    .redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> inNamespaces(String... program) {
        List<String> command = new ArrayList<>(NAMESPACES);
        command.addAll(List.of(program));
        return command;
    }

    private static List<String> entering(KeptProcess process, Path folder) throws IOException {
        Path pid = folder.resolve("machine.pid");
        Awaitility.await("the machine has started")
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    process.requireAlive();
                    return Files.exists(pid);
                });
        return List.of("nsenter", "--target=" + Files.readString(pid).strip(), "--net", "--mount", "--pid", "--");
    }

    Premises premises() {
        return premises;
    }

    /** The control group of its pods, as a path below each hierarchy. */
    String group() {
        return "/" + folder.path().getFileName();
    }

    private void makeGroups() throws IOException {
        for (Path hierarchy : hierarchies()) {
            Path group = Files.createDirectories(hierarchy.resolve(group().substring(1)));
            // In a new group of version 1 no processor is allowed until some are named.
            for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
                if (Files.exists(group.resolve(file)) && Files.exists(hierarchy.resolve(file))) {
                    Files.write(group.resolve(file), Files.readAllBytes(hierarchy.resolve(file)));
                }
            }
        }
    }

    /** The one of version 2, or those of version 1. */
    static List<Path> hierarchies() throws IOException {
        if (Files.exists(CONTROL_GROUPS.resolve("cgroup.controllers"))) {
            return List.of(CONTROL_GROUPS);
        }
        try (Stream<Path> found = Files.list(CONTROL_GROUPS)) {
            return found.filter(Files::isDirectory).toList();
        }
    }

    private static void removeAbandonedGroups() throws IOException {
        for (Path hierarchy : hierarchies()) {
            try (Stream<Path> groups = Files.list(hierarchy)) {
                groups.filter(Files::isDirectory).filter(RunFolder::isAbandoned).forEach(Machine::removeGroup);
            }
        }
    }

    private static void removeGroup(Path group) {
        try (Stream<Path> found = Files.walk(group)) {
            for (Path path : found.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                // The files of a group go with it.
                Files.delete(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The control group " + group + " could not be removed", failed);
        }
    }

    /** Ends all that runs in it. */
    @Override
    public void close() {
        process.close();
        ways.forEach(KeptProcess::close);
        try {
            for (Path hierarchy : hierarchies()) {
                Path group = hierarchy.resolve(group().substring(1));
                if (Files.isDirectory(group)) {
                    Awaitility.await("the control group is empty")
                            .atMost(Duration.ofSeconds(20))
                            .ignoreExceptions()
                            .untilAsserted(() -> removeGroup(group));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
