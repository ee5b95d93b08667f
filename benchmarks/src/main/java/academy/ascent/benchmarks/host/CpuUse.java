package academy.ascent.benchmarks.host;

import java.time.Duration;

/**
 * Who used the processor during a measurement.
 *
 * @param server CPU time of the server and its children
 * @param load CPU time of this process
 * @param othersOnServerCore CPU time that others took of the server's core
 * @param othersOnLoadCore CPU time that others took of this process's core
 */
public record CpuUse(Duration server, Duration load, Duration othersOnServerCore, Duration othersOnLoadCore) {
    /** Nothing yet. */
    public static final CpuUse NONE = new CpuUse(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Starts to count. */
    public static Count of(ServerProcess server) {
        return new Count(server, now(server));
    }

    private static CpuUse now(ServerProcess process) {
        Duration server = process.cpu();
        Duration load = CpuClock.ofProcess(ProcessHandle.current().pid());
        return new CpuUse(
                server,
                load,
                CpuClock.ofCore(Cores.SERVER).minus(server),
                CpuClock.ofCore(Cores.LOAD).minus(load));
    }

    /** What was used in two measurements. */
    public CpuUse plus(CpuUse more) {
        return new CpuUse(
                server.plus(more.server),
                load.plus(more.load),
                othersOnServerCore.plus(more.othersOnServerCore),
                othersOnLoadCore.plus(more.othersOnLoadCore));
    }

    private CpuUse minus(CpuUse start) {
        return new CpuUse(
                server.minus(start.server),
                load.minus(start.load),
                atLeastZero(othersOnServerCore.minus(start.othersOnServerCore)),
                atLeastZero(othersOnLoadCore.minus(start.othersOnLoadCore)));
    }

    /** The kernel's counters are not read at one moment, and count in ticks. */
    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** A count that runs. */
    public record Count(ServerProcess process, CpuUse start) {
        /** What was used since it was started. */
        public CpuUse stop() {
            return now(process).minus(start);
        }
    }
}
