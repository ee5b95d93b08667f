package academy.ascent.sandbox.local;

import academy.ascent.sandbox.Weight;
import academy.ascent.sandbox.admission.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Version 2: one hierarchy, whose groups hand controllers on to the groups below them. */
record CgroupsV2(Path mount) implements Cgroups {
    private static final List<String> NEEDED = List.of("memory", "pids", "cpu");

    /** Empty unless the unified hierarchy has every controller that we need. */
    static Optional<CgroupsV2> found(String procMounts) {
        return procMounts
                .lines()
                .map(line -> line.split(" "))
                .filter(columns -> columns.length > 3 && columns[2].equals("cgroup2"))
                .map(columns -> Path.of(columns[1]))
                .filter(mount -> ProcFs.read(mount.resolve("cgroup.controllers"))
                        .map(controllers -> List.of(controllers.split(" ")).containsAll(NEEDED))
                        .orElse(false))
                .findFirst()
                .map(CgroupsV2::new);
    }

    @Override
    public String mode() {
        return "cgroup v2";
    }

    @Override
    public List<Path> folders(String group) {
        return List.of(mount.resolve(group));
    }

    @Override
    public Path memory(String group) {
        return mount.resolve(group);
    }

    private Path file(String group, String file) {
        return mount.resolve(group).resolve(file);
    }

    @Override
    public void allowChildren(String group) throws IOException {
        Files.writeString(file(group, "cgroup.subtree_control"), "+memory +pids +cpu");
    }

    @Override
    public void weigh(String group, Weight weight) throws IOException {
        Files.writeString(file(group, "cpu.weight"), number(weight));
    }

    @Override
    public boolean hasWeight(String group, Weight weight) {
        return ProcFs.read(file(group, "cpu.weight"))
                .filter(number(weight)::equals)
                .isPresent();
    }

    private static String number(Weight weight) {
        return switch (weight) {
            case USUAL -> "100";
            case RAISED -> "1000";
            case HIGHEST -> "10000";
        };
    }

    @Override
    public void limit(String group, Resources resources, int processes) throws IOException {
        Files.writeString(file(group, "memory.max"), String.valueOf(resources.memoryLimitBytes()));
        if (Files.exists(file(group, "memory.swap.max"))) {
            Files.writeString(file(group, "memory.swap.max"), "0");
        }
        Files.writeString(file(group, "pids.max"), String.valueOf(processes));
        Files.writeString(file(group, "cpu.max"), Cgroups.quotaMicros(resources) + " " + CPU_PERIOD_MICROS);
    }

    @Override
    public void letDie(String group) {
        Cgroups.writeAll(mount.resolve(group), "pids.max", "0");
        Cgroups.writeAll(mount.resolve(group), "cpu.max", "max");
    }

    @Override
    public long outOfMemoryKills(String group) {
        return ProcFs.figure(file(group, "memory.events"), "oom_kill");
    }

    @Override
    public Duration cpuTime(String group) {
        return Duration.ofNanos(1000 * ProcFs.figure(file(group, "cpu.stat"), "usage_usec"));
    }

    @Override
    public long memoryBytes(String group) {
        return ProcFs.figure(file(group, "memory.stat"), "anon");
    }
}
