package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.Weight;
import academy.ascent.sandbox.admission.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Limits without control groups: a watcher sums the resident memory of each container's processes and its files in
 * memory, and kills the container that holds more than its limit; the kernel's limits for a process's data and for the number of processes
 * stand behind it. CPU limits are not kept and nothing protects from neighbours.
 */
final class RlimitConfinement implements Confinement {
    private static final String MODE = "rlimits and a memory watcher, no CPU limit";
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final long TICK_MILLIS = 10;

    @Override
    public String mode() {
        return MODE;
    }

    @Override
    public SandboxLimits open(String key) {
        return new Limits();
    }

    @Override
    public void reap(String key) {
        // Nothing outlives the processes.
    }

    private static final class Limits implements SandboxLimits {
        private final Map<Container, Boolean> containers = new ConcurrentHashMap<>();
        /** Of containers that are gone. */
        private final LongAdder endedTicks = new LongAdder();

        private final Thread watcher =
                Thread.ofPlatform().daemon().name("sandbox-memory-watcher").start(this::watch);

        private void watch() {
            try {
                while (true) {
                    containers.keySet().forEach(container -> container.look());
                    Thread.sleep(EVERY);
                }
            } catch (InterruptedException closed) {
                // The sandbox is closed.
            }
        }

        @Override
        public boolean protectedFromNeighbours() {
            return false;
        }

        @Override
        public void weigh(Weight weight) {
            // Nothing here lets a process stand above another one.
        }

        @Override
        public List<String> forwarderJoins() {
            return List.of();
        }

        @Override
        public ContainerLimits container(int number, Resources resources, int processes) {
            Container container = new Container(resources.memoryLimitBytes(), gone -> {
                if (containers.remove(gone) != null) {
                    endedTicks.add(gone.ticks());
                }
            });
            containers.put(container, true);
            return container;
        }

        @Override
        public Duration cpuTime() {
            long living =
                    containers.keySet().stream().mapToLong(Container::ticks).sum();
            return Duration.ofMillis(TICK_MILLIS * (living + endedTicks.sum()));
        }

        @Override
        public long memoryBytes() {
            return containers.keySet().stream().mapToLong(Container::ownBytes).sum();
        }

        @Override
        public Stream<Long> processes() {
            return containers.keySet().stream().flatMap(Container::processes);
        }

        @Override
        public void close() {
            watcher.interrupt();
        }
    }

    private static final class Container implements ContainerLimits {
        private final long memoryLimitBytes;
        private final Consumer<Container> afterwards;
        private final Map<Long, Long> cpuTicks = new ConcurrentHashMap<>();
        private volatile long pid;
        private volatile TemporaryFiles files = new TemporaryFiles(0);
        private final Map<ProcessHandle, TemporaryFiles> beside = new ConcurrentHashMap<>();
        private volatile boolean outOfMemory;

        Container(long memoryLimitBytes, Consumer<Container> afterwards) {
            this.memoryLimitBytes = memoryLimitBytes;
            this.afterwards = afterwards;
        }

        @Override
        public List<String> joins() {
            return List.of();
        }

        @Override
        public void started(long workload) {
            files = new TemporaryFiles(workload);
            pid = workload;
        }

        @Override
        public void beside(ProcessHandle shell) {
            beside.put(shell, new TemporaryFiles(shell.pid()));
        }

        @Override
        public void press(long bytes, Duration time) {
            throw new SandboxException(
                    Code.UNAVAILABLE,
                    "A replica's memory can be taken only where a control group limits it, and this machine lets us make none:"
                            + " limits are kept by " + MODE);
        }

        @Override
        public long dataLimitBytes() {
            return 2 * memoryLimitBytes;
        }

        Stream<Long> processes() {
            Stream<ProcessHandle> itself = Stream.of(pid)
                    .filter(started -> started != 0)
                    .flatMap(started -> ProcessHandle.of(started).stream());
            return Stream.concat(itself, beside.keySet().stream())
                    .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                    .map(ProcessHandle::pid);
        }

        long ownBytes() {
            return processes().mapToLong(ProcFs::ownBytes).sum();
        }

        private long fileBytes() {
            return Stream.concat(Stream.of(files), beside.values().stream())
                    .mapToLong(TemporaryFiles::bytes)
                    .sum();
        }

        /** Hundredths of a second of CPU time, over all restarts. */
        long ticks() {
            return cpuTicks.values().stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public Duration cpuTime() {
            return Duration.ofMillis(TICK_MILLIS * ticks());
        }

        void look() {
            long workload = pid;
            if (workload == 0) {
                return;
            }
            cpuTicks.merge(workload, ProcFs.cpuTicks(workload), Math::max);
            beside.keySet().removeIf(shell -> !shell.isAlive());
            ProcessHandle.of(workload)
                    .filter(running -> ownBytes() + fileBytes() > memoryLimitBytes)
                    .ifPresent(running -> {
                        outOfMemory = true;
                        running.destroyForcibly();
                    });
        }

        @Override
        public boolean ranOutOfMemory() {
            boolean was = outOfMemory;
            outOfMemory = false;
            pid = 0;
            return was;
        }

        @Override
        public void close() {
            afterwards.accept(this);
        }
    }
}
