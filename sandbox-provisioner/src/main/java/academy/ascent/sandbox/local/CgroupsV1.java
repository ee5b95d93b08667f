package academy.ascent.sandbox.local;

import academy.ascent.sandbox.Weight;
import academy.ascent.sandbox.admission.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Version 1: a hierarchy for each controller, some of them mounted together. */
record CgroupsV1(Map<String, Path> mounts) implements Cgroups {
    private static final List<String> NEEDED = List.of("memory", "pids", "cpu", "cpuacct");

    CgroupsV1 {
        mounts = Map.copyOf(mounts);
    }

    /** Empty unless every controller that we need is mounted. */
    static Optional<CgroupsV1> found(String procMounts) {
        Map<String, Path> mounts = new HashMap<>();
        procMounts
                .lines()
                .map(line -> line.split(" "))
                .filter(columns -> columns.length > 3 && columns[2].equals("cgroup"))
                .forEach(columns -> NEEDED.stream()
                        .filter(List.of(columns[3].split(","))::contains)
                        .forEach(controller -> mounts.putIfAbsent(controller, Path.of(columns[1]))));
        return mounts.keySet().containsAll(NEEDED) ? Optional.of(new CgroupsV1(mounts)) : Optional.empty();
    }

    @Override
    public String mode() {
        return "cgroup v1";
    }

    @Override
    public List<Path> folders(String group) {
        return mounts.values().stream()
                .distinct()
                .sorted()
                .map(mount -> mount.resolve(group))
                .toList();
    }

    @Override
    public Path memory(String group) {
        return java.util.Objects.requireNonNull(mounts.get("memory")).resolve(group);
    }

    private Path file(String group, String file) {
        String controller = file.substring(0, file.indexOf('.'));
        return java.util.Objects.requireNonNull(mounts.get(controller))
                .resolve(group)
                .resolve(file);
    }

    private void write(String group, String file, long value) throws IOException {
        Files.writeString(file(group, file), String.valueOf(value));
    }

    @Override
    public void allowChildren(String group) {
        // Every group of version 1 may have limited groups below it.
    }

    @Override
    public void weigh(String group, Weight weight) throws IOException {
        write(group, "cpu.shares", shares(weight));
    }

    @Override
    public boolean hasWeight(String group, Weight weight) {
        return ProcFs.read(file(group, "cpu.shares"))
                .filter(String.valueOf(shares(weight))::equals)
                .isPresent();
    }

    private static long shares(Weight weight) {
        return switch (weight) {
            case USUAL -> 1024;
            case RAISED -> 16_384;
            case HIGHEST -> 262_144;
        };
    }

    @Override
    public void limit(String group, Resources resources, int processes) throws IOException {
        write(group, "memory.limit_in_bytes", resources.memoryLimitBytes());
        if (Files.exists(file(group, "memory.memsw.limit_in_bytes"))) {
            write(group, "memory.memsw.limit_in_bytes", resources.memoryLimitBytes());
        }
        write(group, "pids.max", processes);
        write(group, "cpu.cfs_period_us", CPU_PERIOD_MICROS);
        write(group, "cpu.cfs_quota_us", Cgroups.quotaMicros(resources));
    }

    @Override
    public void letDie(String group) {
        Cgroups.writeAll(file(group, "pids.max").getParent(), "pids.max", "0");
        Cgroups.writeAll(file(group, "cpu.cfs_quota_us").getParent(), "cpu.cfs_quota_us", "-1");
    }

    @Override
    public long outOfMemoryKills(String group) {
        return ProcFs.figure(file(group, "memory.oom_control"), "oom_kill");
    }

    @Override
    public Duration cpuTime(String group) {
        return ProcFs.read(file(group, "cpuacct.usage"))
                .map(nanos -> Duration.ofNanos(Long.parseLong(nanos)))
                .orElse(Duration.ZERO);
    }

    @Override
    public long memoryBytes(String group) {
        return ProcFs.figure(file(group, "memory.stat"), "total_rss");
    }
}
