package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptProcessIT {
    @TempDir
    Path folder;

    @Test
    void closing_ends_the_program() throws Exception {
        KeptProcess kept = KeptProcess.start("sleeper", folder, List.of("sleep", "300"));
        List<ProcessHandle> processes = sleepers(ProcessHandle.current());
        assertThat(kept.lives()).isTrue();
        kept.close();
        kept.close();
        assertThat(kept.lives()).isFalse();
        assertThat(processes).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void a_program_that_ends_by_itself_is_told_with_what_it_said_last() throws Exception {
        KeptProcess kept = KeptProcess.start("speaker", folder, List.of("sh", "-c", "echo one; echo two >&2; exit 3"));
        await().until(() -> !kept.lives());
        assertThatThrownBy(kept::requireAlive)
                .isInstanceOf(ClusterFailure.class)
                .hasMessage("speaker has ended\n--- the end of speaker's log\none\ntwo");
    }

    @Test
    void a_program_ends_with_the_jvm_that_started_it_even_if_that_is_killed() throws Exception {
        Process jvm = AnotherJvm.running(Occupant.class, folder.toString());
        assertThat(jvm.inputReader().readLine()).isEqualTo("started");
        await().until(() -> !sleepers(jvm.toHandle()).isEmpty());
        List<ProcessHandle> processes = jvm.descendants().toList();
        jvm.destroyForcibly().waitFor();
        await().untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    private static List<ProcessHandle> sleepers(ProcessHandle ancestor) {
        return ancestor.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/sleep"))
                .toList();
    }

    /** Starts a program and never ends by itself. */
    static final class Occupant {
        private Occupant() {}

        public static void main(String[] args) throws Exception {
            KeptProcess.start("sleeper", Path.of(args[0]), List.of("sleep", "300"));
            System.out.println("started");
            Thread.sleep(300_000);
        }
    }
}
