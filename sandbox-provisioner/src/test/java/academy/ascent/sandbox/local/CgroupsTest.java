package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.Weight;
import academy.ascent.sandbox.admission.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that are written and read, in folders that only look like control groups. */
class CgroupsTest {
    private static final Resources RESOURCES = new Resources(100, 1 << 20, 500, 64 << 20);

    @TempDir
    Path mount;

    private String file(String path) throws IOException {
        return Files.readString(mount.resolve(path));
    }

    @Test
    void version_1_is_found_with_controllers_mounted_apart_or_together() {
        String mounts = """
                tmpfs /sys/fs/cgroup tmpfs rw 0 0
                cgroup /c/memory cgroup rw,memory 0 0
                cgroup /c/pids cgroup rw,pids 0 0
                cgroup /c/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0
                """;
        assertThat(CgroupsV1.found(mounts))
                .hasValueSatisfying(cgroups -> assertThat(cgroups.folders("a"))
                        .containsExactly(Path.of("/c/cpu,cpuacct/a"), Path.of("/c/memory/a"), Path.of("/c/pids/a")));
        assertThat(CgroupsV1.found(mounts).orElseThrow().memory("a")).isEqualTo(Path.of("/c/memory/a"));
        assertThat(CgroupsV1.found("cgroup /c/pids cgroup rw,pids 0 0")).isEmpty();
    }

    @Test
    void version_2_is_found_only_with_the_controllers_it_needs() throws IOException {
        String mounts = "cgroup2 " + mount + " cgroup2 rw 0 0";
        Files.writeString(mount.resolve("cgroup.controllers"), "hugetlb\n");
        assertThat(CgroupsV2.found(mounts)).isEmpty();
        Files.writeString(mount.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
        assertThat(CgroupsV2.found(mounts)).contains(new CgroupsV2(mount));
    }

    @Test
    void version_2_writes_limits_and_reads_counters() throws IOException {
        CgroupsV2 cgroups = new CgroupsV2(mount);
        Files.createDirectory(mount.resolve("a"));
        cgroups.limit("a", RESOURCES, 50);
        assertThat(cgroups.memory("a").resolve("memory.max")).exists();
        assertThat(file("a/memory.max")).isEqualTo("67108864");
        assertThat(file("a/pids.max")).isEqualTo("50");
        assertThat(file("a/cpu.max")).isEqualTo("50000 100000");
        assertThat(cgroups.hasWeight("a", Weight.HIGHEST)).isFalse();
        cgroups.weigh("a", Weight.HIGHEST);
        assertThat(cgroups.hasWeight("a", Weight.HIGHEST)).isTrue();
        assertThat(cgroups.hasWeight("a", Weight.RAISED)).isFalse();
        assertThat(file("a/cpu.weight")).isEqualTo("10000");
        Files.writeString(mount.resolve("a/memory.events"), "low 0\nhigh 0\nmax 7\noom 1\noom_kill 1\n");
        assertThat(cgroups.outOfMemoryKills("a")).isEqualTo(1);
        Files.writeString(mount.resolve("a/cpu.stat"), "usage_usec 1500\nuser_usec 1000\n");
        assertThat(cgroups.cpuTime("a")).isEqualTo(Duration.ofNanos(1_500_000));
    }
}
