package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.Weight;
import academy.ascent.sandbox.admission.Resources;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Limits by control groups. A sandbox has a group directly below the root, so that it competes with the machine's
 * other work as a whole, with the weight that it is given; below it are its forwarders, which no limit of a container binds, and its
 * containers.
 */
final class CgroupConfinement implements Confinement {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String PROCESSES = "cgroup.procs";

    /** What pressure leaves of a limit, for what the kernel itself holds of whoever presses. */
    private static final long SPARED_BYTES = 4L << 20;

    private static final String CONTAINERS = "/containers";
    private static final String FORWARDERS = "/forwarders";

    private final Cgroups cgroups;

    CgroupConfinement(Cgroups cgroups) {
        this.cgroups = cgroups;
    }

    /** Cgroups of this machine, if we may write them: tried with a group that is removed again. */
    static Optional<Confinement> found() {
        String mounts = ProcFs.read(Path.of("/proc/mounts")).orElse("");
        Optional<? extends Cgroups> cgroups = CgroupsV2.found(mounts);
        if (cgroups.isEmpty()) {
            cgroups = CgroupsV1.found(mounts);
        }
        return cgroups.map(CgroupConfinement::new)
                .filter(CgroupConfinement::works)
                .map(Confinement.class::cast);
    }

    private boolean works() {
        String trial = "trial-" + UUID.randomUUID();
        try (SandboxLimits limits = open(trial)) {
            limits.container(1, new Resources(100, 1 << 26, 100, 1 << 26), 10).close();
            return true;
        } catch (SandboxException notOurs) {
            return false;
        }
    }

    @Override
    public String mode() {
        return cgroups.mode();
    }

    @Override
    public SandboxLimits open(String key) {
        String group = "ascent-" + key;
        try {
            cgroups.allowChildren("");
            create(group);
            cgroups.allowChildren(group);
            for (String below : List.of(CONTAINERS, FORWARDERS)) {
                create(group + below);
                cgroups.weigh(group + below, Weight.HIGHEST);
            }
            cgroups.allowChildren(group + CONTAINERS);
        } catch (IOException refused) {
            reap(key);
            throw new SandboxException(Code.BROKEN, "Cannot make a control group: " + refused, refused);
        }
        return new Limits(group);
    }

    private void create(String group) throws IOException {
        for (Path folder : cgroups.folders(group)) {
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException left) {
                throw new IOException("the control group " + folder + " exists already", left);
            }
        }
    }

    @Override
    public void reap(String key) {
        remove("ascent-" + key);
    }

    /** Ends what still runs in a group and below, and removes it; zombies may hold a group for a moment. */
    private void remove(String group) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Path folder : cgroups.folders(group)) {
            while (!removed(folder)) {
                if (System.nanoTime() > deadline) {
                    throw new SandboxException(
                            Code.BROKEN, "Cannot remove the control group " + folder + ": it is still in use");
                }
                cgroups.letDie(group);
                kill(folder);
                Pauses.sleep(Duration.ofMillis(5));
            }
        }
    }

    private static boolean removed(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.filter(Files::isDirectory)
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList()) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (NoSuchFileException gone) {
            return true;
        } catch (IOException | java.io.UncheckedIOException busy) {
            return false;
        }
    }

    private static void kill(Path folder) {
        inside(folder).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** The processes of a group and of those below it. */
    private static Stream<Long> inside(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            return below
                    .filter(path -> path.endsWith(PROCESSES))
                    .flatMap(procs -> ProcFs.read(procs).stream())
                    .flatMap(String::lines)
                    .filter(line -> !line.isBlank() && !line.equals("0"))
                    .map(Long::valueOf)
                    .toList()
                    .stream();
        } catch (IOException | java.io.UncheckedIOException gone) {
            // The folder went while we looked; the next look sees it.
            return Stream.empty();
        }
    }

    private List<String> joins(String group) {
        return cgroups.folders(group).stream()
                .map(folder -> folder.resolve(PROCESSES).toString())
                .toList();
    }

    private final class Limits implements SandboxLimits {
        private final String group;

        Limits(String group) {
            this.group = group;
        }

        @Override
        public boolean protectedFromNeighbours() {
            return cgroups.hasWeight(group, Weight.HIGHEST) && cgroups.hasWeight(group + CONTAINERS, Weight.HIGHEST);
        }

        @Override
        public void weigh(Weight weight) {
            try {
                cgroups.weigh(group, weight);
            } catch (IOException refused) {
                throw new SandboxException(Code.BROKEN, "Cannot weigh a control group: " + refused, refused);
            }
        }

        @Override
        public List<String> forwarderJoins() {
            return joins(group + FORWARDERS);
        }

        @Override
        public ContainerLimits container(int number, Resources resources, int processes) {
            String container = group + CONTAINERS + "/" + number;
            try {
                create(container);
                cgroups.limit(container, resources, processes);
            } catch (IOException refused) {
                throw new SandboxException(Code.BROKEN, "Cannot limit a container: " + refused, refused);
            }
            return new Container(container, resources.memoryLimitBytes());
        }

        @Override
        public Duration cpuTime() {
            return cgroups.cpuTime(group + CONTAINERS);
        }

        @Override
        public long memoryBytes() {
            return cgroups.memoryBytes(group + CONTAINERS);
        }

        @Override
        public Stream<Long> processes() {
            return inside(cgroups.folders(group + CONTAINERS).getFirst());
        }

        @Override
        public void close() {
            remove(group);
        }
    }

    private final class Container implements ContainerLimits {
        private final String group;
        private final long memoryLimitBytes;
        private long killsSeen;

        Container(String group, long memoryLimitBytes) {
            this.group = group;
            this.memoryLimitBytes = memoryLimitBytes;
        }

        @Override
        public List<String> joins() {
            return CgroupConfinement.this.joins(group);
        }

        @Override
        public void press(long bytes, Duration time) {
            Path entrance = cgroups.memory(group).resolve(PROCESSES);
            long taken = Math.min(bytes, Math.max(1, memoryLimitBytes - SPARED_BYTES));
            long kills = cgroups.outOfMemoryKills(group);
            OptionalInt ended = Ballast.hold(entrance, taken, time);
            // Who fills a folder in memory leaves the kernel nothing else to take: the limit was reached all the same.
            if (ended.isPresent() && cgroups.outOfMemoryKills(group) <= kills) {
                throw new SandboxException(
                        Code.BROKEN,
                        "What was to hold " + taken + " bytes of a replica's memory for " + time
                                + " ended before, with exit code " + ended.getAsInt());
            }
        }

        @Override
        public Duration cpuTime() {
            return cgroups.cpuTime(group);
        }

        @Override
        public synchronized boolean ranOutOfMemory() {
            long kills = cgroups.outOfMemoryKills(group);
            boolean more = kills > killsSeen;
            killsSeen = kills;
            return more;
        }

        @Override
        public void close() {
            remove(group);
        }
    }
}
