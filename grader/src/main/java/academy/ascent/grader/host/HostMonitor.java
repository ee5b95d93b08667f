package academy.ascent.grader.host;

import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Watches the host through one measured round.
 *
 * <p>Bounds: the generator's lateness p99 within 1 % of the tightest target, steal within 2 %, and, where the sandbox
 * could not be protected, foreign CPU within 5 % of all cores' time.
 */
public final class HostMonitor {
    static final double MOST_LAG = 0.01;
    static final double MOST_STEAL = 0.02;
    static final double MOST_FOREIGN = 0.05;

    private final Sandbox sandbox;
    private final CpuTimes before = CpuTimes.read();
    private final Duration sandboxBefore;
    private final Duration ownBefore = own();

    private HostMonitor(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.sandboxBefore = sandbox.usage().cpuTime();
    }

    /** Begins to watch. */
    public static HostMonitor watch(Sandbox sandbox) {
        return new HostMonitor(sandbox);
    }

    /**
     * What the host has done since the watch began.
     *
     * @param sendLagP99Nanos how late the generator was
     * @param tightestTarget the smallest duration that the round is judged by
     */
    public HostWitness witness(String check, long sendLagP99Nanos, Duration tightestTarget) {
        Usage usage = sandbox.usage();
        CpuTimes now = CpuTimes.read();
        double total = Math.max(1, now.total() - before.total());
        // Ticks are hundredths of a second on every Linux that Java 25 runs on.
        double ours = (usage.cpuTime().minus(sandboxBefore).toNanos()
                        + own().minus(ownBefore).toNanos())
                / 1e7;
        double steal = (now.steal() - before.steal()) / total;
        double foreign = Math.clamp((now.busy() - before.busy() - ours) / total, 0, 1);
        List<String> faults = faults(sendLagP99Nanos, tightestTarget, steal, foreign, usage);
        return new HostWitness(
                check,
                sendLagP99Nanos / 1e3,
                steal,
                foreign,
                usage.limits(),
                usage.protectedFromNeighbours(),
                faults.isEmpty(),
                String.join("; ", faults));
    }

    /** Whether a round was clean in everything but the generator's lateness. */
    public static boolean isSteady(HostWitness witness) {
        return witness.stealShare() <= MOST_STEAL
                && (witness.protectedFromNeighbours() || witness.foreignShare() <= MOST_FOREIGN);
    }

    private static List<String> faults(long lagNanos, Duration target, double steal, double foreign, Usage usage) {
        List<String> faults = new ArrayList<>();
        if (lagNanos > target.toNanos() * MOST_LAG) {
            faults.add(String.format(
                    Locale.ROOT,
                    "the load generator was %.2f ms late (p99), at most %.2f ms is allowed",
                    lagNanos / 1e6,
                    target.toNanos() * MOST_LAG / 1e6));
        }
        if (steal > MOST_STEAL) {
            faults.add(String.format(Locale.ROOT, "the hypervisor took %.1f %% of the CPU", steal * 100));
        }
        if (!usage.protectedFromNeighbours() && foreign > MOST_FOREIGN) {
            faults.add(String.format(
                    Locale.ROOT, "other programs used %.0f %% of the CPU and nothing kept them off", foreign * 100));
        }
        return faults;
    }

    private static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
