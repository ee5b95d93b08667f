package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.Usage;
import academy.ascent.sandbox.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** How limits are told and counted; that they hold is in the {@link SafetyTable}. */
@Isolated
class LimitsIT {
    @TempDir
    Path folder;

    private GivenSandboxes given;
    private Sandbox sandbox;

    @BeforeEach
    void open() throws IOException {
        given = GivenSandboxes.on(folder);
        sandbox = given.open();
    }

    @AfterEach
    void close() {
        if (given != null) {
            given.close();
        }
    }

    @Test
    void who_is_killed_for_another_reason_is_not_called_out_of_memory() {
        admitted(sandbox.apply(app("modest", 1, "exec sleep 1000", "")));
        until(() -> only(sandbox).ready());
        sandbox.kill("modest-1");
        until(() -> only(sandbox).lastExit().isPresent());
        assertThat(only(sandbox).lastExit()).contains("killed by signal 9");
    }

    @Test
    void cpu_time_is_limited_and_counted() throws Exception {
        assumeThat(sandbox.usage().limits())
                .as("CPU limits need control groups")
                .startsWith("cgroup");
        admitted(sandbox.apply(app("burn", 1, "while :; do :; done", "")));
        until(() -> only(sandbox).ready());
        Duration before = sandbox.usage().cpuTime();
        Thread.sleep(2000);
        assertThat(sandbox.usage().cpuTime().minus(before)).isBetween(Duration.ofMillis(600), Duration.ofMillis(1300));
    }

    @Test
    void control_groups_protect_from_neighbours_while_they_are_asked_to_and_say_so() {
        assertThat(sandbox.usage().protectedFromNeighbours()).isFalse();
        sandbox.weigh(Weight.HIGHEST);
        Usage usage = sandbox.usage();
        assertThat(usage.protectedFromNeighbours()).isEqualTo(usage.limits().startsWith("cgroup"));
        sandbox.weigh(Weight.RAISED);
        assertThat(sandbox.usage().protectedFromNeighbours()).isFalse();
    }

    @Test
    void waiting_for_a_core_is_told_apart_from_running() throws Exception {
        // Two loops in one container, whose limit is one core: each waits about as long as it runs.
        admitted(sandbox.apply(app("burn", 1, "(while :; do :; done) & while :; do :; done", "")));
        until(() -> only(sandbox).ready());
        Usage before = sandbox.usage();
        Thread.sleep(2000);
        Usage after = sandbox.usage();
        assertThat(after.cpuTime().minus(before.cpuTime())).isPositive();
        assertThat(after.queued()).isGreaterThan(before.queued());
    }
}
