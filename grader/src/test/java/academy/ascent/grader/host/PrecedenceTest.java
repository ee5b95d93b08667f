package academy.ascent.grader.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On folders that stand for control groups; the kernel's own behaviour shows in {@code MeasureIT}. */
class PrecedenceTest {
    @TempDir
    Path folder;

    @Test
    void takes_precedence_of_version_1_the_highest_while_measuring_and_goes_home_after() throws IOException {
        Path root = Files.createDirectories(folder.resolve("cpu"));
        Path home = Files.createDirectories(root.resolve("user"));
        Precedence precedence = take("none " + root + " cgroup rw,cpu,cpuacct 0 0", "4:cpu,cpuacct:/user");
        Path group = root.resolve("ascent-generator-" + pid());
        assertThat(precedence.isHeld()).isTrue();
        assertThat(group.resolve("cpu.shares")).hasContent("16384");
        try (MeasuringWindow.Held _ = precedence.highest()) {
            assertThat(group.resolve("cpu.shares")).hasContent("262144");
        }
        assertThat(group.resolve("cpu.shares")).hasContent("16384");
        assertThat(group.resolve("cgroup.procs")).hasContent(String.valueOf(pid()));
        precedence.close();
        assertThat(home.resolve("cgroup.procs")).hasContent(String.valueOf(pid()));
    }

    @Test
    void takes_precedence_of_version_2() throws IOException {
        Path root = Files.createDirectories(folder.resolve("unified"));
        Files.writeString(root.resolve("cgroup.subtree_control"), "cpu");
        Precedence precedence = take("none " + root + " cgroup2 rw 0 0", "0::/");
        Path weight = root.resolve("ascent-generator-" + pid()).resolve("cpu.weight");
        assertThat(weight).hasContent("1000");
        try (MeasuringWindow.Held _ = precedence.highest()) {
            assertThat(weight).hasContent("10000");
        }
    }

    @Test
    void removes_the_groups_of_dead_processes_only() throws IOException {
        Path root = Files.createDirectories(folder.resolve("cpu"));
        Path dead = Files.createDirectory(root.resolve("ascent-generator-999999999"));
        Path other = Files.createDirectory(root.resolve("ascent-4711"));
        take("none " + root + " cgroup rw,cpu 0 0", "4:cpu:/");
        assertThat(dead).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void without_control_groups_nothing_happens() throws IOException {
        assertThat(take("none /proc proc rw 0 0", "").isHeld()).isFalse();
        assertThat(take("none /does-not-exist cgroup rw,cpu 0 0", "4:cpu:/").isHeld())
                .isFalse();
    }

    private Precedence take(String mounts, String membership) throws IOException {
        Path mountFile = Files.writeString(folder.resolve("mounts"), mounts + "\n");
        Path membershipFile = Files.writeString(folder.resolve("membership"), membership + "\n");
        return Precedence.take(mountFile, membershipFile, pid());
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }
}
