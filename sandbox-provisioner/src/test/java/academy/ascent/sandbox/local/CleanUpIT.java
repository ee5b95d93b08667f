package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.SERVE;
import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.ready;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class CleanUpIT {
    @TempDir
    Path folder;

    private final Set<String> keys = new HashSet<>();
    private final Set<Path> files = new HashSet<>();

    @Test
    void closing_leaves_no_process_and_no_file() throws Exception {
        try (GivenSandboxes given = GivenSandboxes.on(folder)) {
            Sandbox sandbox = given.open();
            admitted(sandbox.apply(app("web", 2, "setsid sleep 1000 & " + SERVE, "")));
            ready(sandbox, "web", 2);
            noteKeys();
            List<ProcessHandle> processes =
                    ProcessHandle.current().descendants().toList();
            assertThat(processes).hasSizeGreaterThan(6);
            // Whoever closes it returns when it is gone, whether or not somebody else had begun to.
            Stream.generate(() -> CompletableFuture.runAsync(
                            () -> {
                                sandbox.close();
                                assertThat(processes).noneMatch(CleanUpIT::lives);
                            },
                            Thread::startVirtualThread))
                    .limit(3)
                    .toList()
                    .forEach(CompletableFuture::join);
            assertThat(remains()).isEmpty();
        }
        assertThat(controlGroups()).isEmpty();
        assertThat(folder.resolve("base/owners")).isEmptyDirectory();
        assertThat(files)
                .singleElement()
                .satisfies(root -> assertThat(root.getParent()).doesNotExist());
    }

    @Test
    void two_hundred_sandboxes_leave_nothing() throws Exception {
        try (GivenSandboxes given = GivenSandboxes.on(folder)) {
            int descriptors = 0;
            for (int i = 0; i < 200; i++) {
                try (Sandbox sandbox = given.open()) {
                    admitted(sandbox.apply(app("brief", 1, "sleep 1000", "")));
                    noteKeys();
                    if (i % 4 != 0) {
                        until(() -> only(sandbox).ready());
                    }
                }
                if (i == 10) {
                    descriptors = descriptors();
                }
            }
            assertThat(ProcessHandle.current().descendants().filter(CleanUpIT::lives))
                    .isEmpty();
            assertThat(remains()).isEmpty();
            assertThat(controlGroups()).isEmpty();
            assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 5);
        }
    }

    @Test
    void a_name_can_be_taken_once_and_again_after_closing() throws Exception {
        try (GivenSandboxes given = GivenSandboxes.on(folder)) {
            try (Sandbox first = given.open("twin")) {
                assertThat(given.sandboxes().find(first.name())).contains(first);
                assertThatThrownBy(() -> given.open("twin"))
                        .isInstanceOf(SandboxException.class)
                        .hasMessageContaining("twin is open already");
            }
            given.open("twin").close();
            assertThat(given.sandboxes().list()).isEmpty();
        }
    }

    @Test
    void a_process_that_is_killed_takes_its_sandboxes_along_and_the_next_one_clears_up() throws Exception {
        Killed killed = occupy();
        List<ProcessHandle> processes = killed.descendants();
        try {
            assertThat(processes).hasSizeGreaterThan(3).allMatch(CleanUpIT::lives);
        } finally {
            killed.process().destroyForcibly().waitFor();
        }
        until(() -> processes.stream().noneMatch(CleanUpIT::lives));
        assertThat(remains()).isNotEmpty();
        try (GivenSandboxes given = GivenSandboxes.on(folder)) {
            assertThat(remains()).isEmpty();
            assertThat(controlGroups()).isEmpty();
            given.open("occupied").close();
        }
    }

    @Test
    void a_process_that_dies_while_it_starts_a_container_leaves_nothing_alive() throws Exception {
        assumeThatCode(Host::found).doesNotThrowAnyException();
        for (int millis = 0; millis <= 20; millis += 4) {
            assertThat(occupant(String.valueOf(millis)).start().waitFor()).isEqualTo(9);
            until(Duration.ofSeconds(3), () -> ProcessHandle.allProcesses().noneMatch(CleanUpIT::isMarked));
        }
        new LocalSandboxes(GivenSandboxes.settings(folder)).close();
        assertThat(remains()).isEmpty();
    }

    @Test
    void the_sandboxes_of_a_living_process_are_not_touched() throws Exception {
        Killed living = occupy();
        try (GivenSandboxes given = GivenSandboxes.on(folder)) {
            assertThat(living.descendants()).allMatch(CleanUpIT::lives);
            assertThatThrownBy(() -> given.open("occupied"))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("occupied is open already");
            given.open("neighbour").close();
            assertThat(living.descendants()).allMatch(CleanUpIT::lives);
        } finally {
            living.process().destroyForcibly().waitFor();
        }
        new LocalSandboxes(GivenSandboxes.settings(folder)).close();
        assertThat(remains()).isEmpty();
    }

    /** A child JVM with an open sandbox. */
    private record Killed(Process process, List<ProcessHandle> descendants) {}

    private Killed occupy() throws IOException {
        assumeThatCode(Host::found).doesNotThrowAnyException();
        Process process = occupant().redirectErrorStream(true).start();
        List<ProcessHandle> descendants = new ArrayList<>();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null && !line.equals("open"); line = lines.readLine()) {
                said.add(line);
                if (line.matches("\\d+")) {
                    ProcessHandle.of(Long.parseLong(line)).ifPresent(descendants::add);
                }
            }
        }
        noteKeys();
        assertThat(said).as("what the child said").isNotEmpty();
        assertThat(process.isAlive()).as(said.toString()).isTrue();
        return new Killed(process, descendants);
    }

    private static boolean isMarked(ProcessHandle process) {
        return ProcFs.read(Path.of("/proc/" + process.pid() + "/cmdline"))
                .orElse("")
                .contains(Occupant.MARK);
    }

    private ProcessBuilder occupant(String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Occupant.class.getName(),
                folder.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command);
    }

    /** Alive and no zombie: a container's init may have nobody to reap it on a machine like ours. */
    static boolean lives(ProcessHandle process) {
        return ProcFs.startTime(process.pid())
                .map(start -> ProcFs.runs(process.pid(), start))
                .orElse(false);
    }

    /** Names and files of the sandboxes that were open when their keys were noted. */
    private List<Path> remains() throws IOException {
        List<Path> remains =
                new ArrayList<>(files.stream().filter(Files::exists).toList());
        try (Stream<Path> names = Files.list(folder.resolve("base/names"))) {
            names.forEach(remains::add);
        }
        return remains;
    }

    /** The control groups of the sandboxes that were open when their keys were noted. */
    private List<Path> controlGroups() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("/sys/fs/cgroup"), 2)) {
            return all.filter(path -> keys.contains(path.getFileName().toString()))
                    .toList();
        }
    }

    private void noteKeys() throws IOException {
        try (Stream<Path> records = Files.walk(folder.resolve("base/owners"), 2)) {
            for (Path record : records.filter(Files::isRegularFile).toList()) {
                for (String line : ProcFs.read(record).orElse("").lines().toList()) {
                    if (line.startsWith("key ")) {
                        keys.add("ascent-" + line.substring("key ".length()));
                    } else if (line.startsWith("files ")) {
                        files.add(Path.of(line.substring("files ".length())));
                    }
                }
            }
        }
    }

    private static int descriptors() {
        String[] open = new java.io.File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
