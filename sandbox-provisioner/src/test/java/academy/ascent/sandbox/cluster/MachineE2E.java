package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node's machine leaves behind. */
@RealClusterTest
class MachineE2E {
    private static final String MARK = "86401";

    @TempDir
    Path folder;

    @Test
    void nothing_stays_of_one_that_is_ended() throws IOException {
        RunFolder run = RunFolder.create(folder);
        try (Machine machine = started(run)) {
            await().until(() -> !inside().isEmpty());
            assertThat(groups(machine.group())).isNotEmpty();
        }
        assertThat(inside()).isEmpty();
        assertThat(groups("/" + run.path().getFileName())).isEmpty();
        run.close();
    }

    @Test
    void a_jvm_that_is_killed_leaves_no_process_and_its_groups_go_with_the_next_start() throws Exception {
        Process jvm = AnotherJvm.running(Occupant.class, folder.toString());
        String group = jvm.inputReader().readLine();
        await().until(() -> !inside().isEmpty());
        jvm.destroyForcibly().waitFor();
        await().until(() -> inside().isEmpty());
        assertThat(groups(group)).isNotEmpty();
        RunFolder next = RunFolder.create(folder);
        new Machine(next).close();
        assertThat(groups(group)).isEmpty();
        next.close();
    }

    private static Machine started(RunFolder folder) throws IOException {
        Machine machine = new Machine(folder);
        KeptProcess.start("mark", folder.path(), machine.premises().command(List.of("sleep", MARK)));
        return machine;
    }

    /** Those that run in it. */
    private static List<ProcessHandle> inside() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").equals("/usr/bin/sleep " + MARK)
                        || process.info().commandLine().orElse("").equals("sleep " + MARK))
                .toList();
    }

    private static List<Path> groups(String group) throws IOException {
        return Machine.hierarchies().stream()
                .map(hierarchy -> hierarchy.resolve(group.substring(1)))
                .filter(Files::isDirectory)
                .toList();
    }

    /** Starts one and never ends by itself. */
    static final class Occupant {
        private Occupant() {}

        public static void main(String[] args) throws Exception {
            System.out.println(started(RunFolder.create(Path.of(args[0]))).group());
            Thread.sleep(600_000);
        }
    }
}
