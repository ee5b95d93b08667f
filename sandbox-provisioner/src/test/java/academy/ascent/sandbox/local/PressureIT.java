package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.SandboxRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Replicas of 64 MiB whose memory something else takes for a while. */
@Isolated
class PressureIT {
    private static final long TAKEN = 40L << 20;
    private static final long ALMOST = 38L << 20;
    private static final long LITTLE = 2L << 20;
    /** The kernel may tell what a group holds two seconds late. */
    private static final Duration TOLD = Duration.ofSeconds(5);

    private static final String HOLDS_40_MIB =
            "mkfifo /tmp/never; sleep 1000 </tmp/never & exec dd if=/dev/zero of=/tmp/never bs=40M count=1 iflag=fullblock";

    @TempDir
    Path folder;

    private GivenSandboxes given;
    private Sandbox sandbox;

    @BeforeEach
    void open() throws IOException {
        given = GivenSandboxes.on(folder);
        sandbox = given.open();
        assumeThat(sandbox.usage().limits())
                .as("memory pressure needs control groups")
                .startsWith("cgroup");
    }

    @AfterEach
    void close() {
        if (given != null) {
            given.close();
        }
    }

    @Test
    void who_leaves_room_below_its_limit_goes_on_and_has_it_back_afterwards() {
        givenReplica("exec sleep 1000");
        long before = held();
        long began = System.nanoTime();
        CompletableFuture<Void> pressure = pressed(TAKEN, TOLD);
        // Whether it is seen or not: why it ended, if it broke, tells more than that it was not seen.
        boolean[] seen = {false};
        until(() -> {
            seen[0] |= held() - before > ALMOST;
            return pressure.isDone();
        });
        pressure.join();
        assertThat(seen[0]).as("the memory was seen to be taken").isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(TOLD);
        until(TOLD, () -> held() - before < LITTLE);
        assertThat(only(sandbox).restarts()).isZero();
        assertThat(only(sandbox).lastExit()).isEmpty();
    }

    @Test
    void who_needs_its_limit_for_itself_ends_out_of_memory_and_comes_back() {
        givenReplica(HOLDS_40_MIB);
        until(() -> held() > ALMOST);
        CompletableFuture<Void> pressure = pressed(TAKEN, Duration.ofSeconds(3));
        endsOutOfMemory();
        pressure.join();
        until(
                Duration.ofSeconds(40),
                () -> only(sandbox).restarts() > 0 && only(sandbox).ready() && held() > ALMOST);
        assertThat(held()).isLessThan(2 * ALMOST);
    }

    @Test
    void more_than_a_limit_is_taken_but_for_a_little_and_stays_taken() {
        givenReplica(HOLDS_40_MIB);
        until(() -> held() > ALMOST);
        pressed(1L << 30, Duration.ofSeconds(2)).join();
        endsOutOfMemory();
    }

    @Test
    void nobody_in_a_container_can_have_the_pressure_killed_instead() {
        givenReplica("echo 0 >/proc/self/oom_score_adj; cat /proc/self/oom_score_adj; " + HOLDS_40_MIB);
        until(() -> held() > ALMOST);
        assertThat(sandbox.logs("web-1", 10)).contains("1000").anyMatch(line -> line.contains("Read-only file system"));
        pressed(TAKEN + LITTLE, Duration.ofSeconds(1)).join();
        endsOutOfMemory();
    }

    @Test
    void who_holds_files_in_memory_ends_too_though_the_kernel_can_take_nobody_but_the_pressure() {
        givenReplica("dd if=/dev/zero of=/tmp/x bs=1M count=45 status=none; echo filled; exec sleep 1000");
        until(() -> sandbox.logs("web-1", 1).contains("filled"));
        assertThatCode(() -> pressed(TAKEN, Duration.ofSeconds(20)).join()).doesNotThrowAnyException();
        endsOutOfMemory();
    }

    @Test
    void nothing_of_it_outlives_the_sandbox() {
        givenReplica("exec sleep 1000");
        CompletableFuture<Void> pressure = pressed(TAKEN, Duration.ofSeconds(50));
        until(() -> held() > ALMOST);
        List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
        sandbox.close();
        assertThat(processes).hasSizeGreaterThan(2).noneMatch(ProcessHandle::isAlive);
        assertThatThrownBy(pressure::join)
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("ended before, with exit code 137");
    }

    @Test
    void what_cannot_be_pressed_is_told() {
        assertThatThrownBy(() -> sandbox.press("web-1", TAKEN, Duration.ofMinutes(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sandbox.press("web-9", TAKEN, Duration.ofSeconds(1)))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("not found");
    }

    @Test
    void a_machine_that_lets_us_make_no_control_group_says_so() throws IOException {
        LocalSettings usual = GivenSandboxes.settings(folder);
        LocalSettings without = new LocalSettings(folder.resolve("other"), usual.images(), List.of(), false);
        try (LocalSandboxes sandboxes = new LocalSandboxes(without);
                Sandbox plain = sandboxes.open(
                        new SandboxRequest(new SandboxName("plain"), GivenSandboxes.SMALL, given.workspace()))) {
            admitted(plain.apply(app("web", 1, "exec sleep 1000", "")));
            until(() -> only(plain).ready());
            assertThatThrownBy(() -> plain.press("web-1", TAKEN, Duration.ofSeconds(1)))
                    .isInstanceOfSatisfying(
                            SandboxException.class,
                            refused -> assertThat(refused.code()).isEqualTo(Code.UNAVAILABLE))
                    .hasMessageContaining("limits are kept by rlimits");
        }
    }

    private CompletableFuture<Void> pressed(long bytes, Duration time) {
        return CompletableFuture.runAsync(() -> sandbox.press("web-1", bytes, time), Thread::startVirtualThread);
    }

    private void givenReplica(String script) {
        admitted(sandbox.apply(app("web", 1, script, "")));
        until(() -> only(sandbox).ready());
    }

    /** A moment may pass between the kernel's deed and the node's word of it. */
    private void endsOutOfMemory() {
        until(() -> only(sandbox).lastExit().isPresent());
        assertThat(only(sandbox).lastExit()).contains("out of memory");
    }

    private long held() {
        return sandbox.usage().memoryBytes();
    }
}
