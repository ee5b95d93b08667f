package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.Weight;
import academy.ascent.sandbox.admission.Resources;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How this machine keeps limits; chosen once, by what it lets us do. */
interface Confinement {

    /** For a person, for example {@code cgroup v1}. */
    String mode();

    /** Sets up the limits of a sandbox; nothing of it remains after {@link SandboxLimits#close}. */
    SandboxLimits open(String key);

    /** Removes what a dead process left of a sandbox's limits, and ends the processes that are still in them. */
    void reap(String key);

    /** The limits of one sandbox. */
    interface SandboxLimits extends AutoCloseable {
        boolean protectedFromNeighbours();

        void weigh(Weight weight);

        /** The files into which a forwarder must write its own process id before it starts. */
        List<String> forwarderJoins();

        ContainerLimits container(int number, Resources resources, int processes);

        Duration cpuTime();

        long memoryBytes();

        /** The containers' processes now. */
        Stream<Long> processes();

        @Override
        void close();
    }

    /** The limits of one container, through all its restarts. */
    interface ContainerLimits extends AutoCloseable {

        /** The files into which the first process must write its own process id before it becomes the container. */
        List<String> joins();

        /** What to put before the container's first process, outside its namespaces. */
        default List<String> outside() {
            return List.of();
        }

        /** Tells which process the container is, once it runs. */
        default void started(long pid) {}

        /** Tells of the first process of a shell beside the container, which these limits bind, too. */
        default void beside(ProcessHandle shell) {}

        /**
         * Takes memory within the container's limit, and all but a little of it at most; returns after a time, when it is
         * given back.
         *
         * @throws SandboxException with code {@code UNAVAILABLE} where no limit binds a container's processes together
         */
        void press(long bytes, Duration time);

        /** CPU time of its processes so far, over all restarts. */
        Duration cpuTime();

        /** Whether a process was killed for want of memory since the last call. */
        boolean ranOutOfMemory();

        /** The smallest limit of one process's data that stands in for a memory limit; 0 where none is needed. */
        default long dataLimitBytes() {
            return 0;
        }

        @Override
        void close();
    }
}
