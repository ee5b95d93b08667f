package academy.ascent.grader.host;

import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.sandbox.MachineTimes;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Watches the host through one measured round.
 *
 * <p>Bounds: the generator's lateness p99 within 1 % of the tightest target and steal within 2 %. Of others' CPU time on
 * the sandbox's cores 5 % are allowed; beyond that a protected sandbox is held to be disturbed only if the reference, too,
 * waited more than {@value #MOST_WAIT} times its run time for a core. Where the sandbox runs on other machines, all of
 * their cores are the sandbox's, and what their hypervisors take counts too.
 */
public final class HostMonitor {
    static final double MOST_LAG = 0.01;
    /** The share of the CPU time that the hypervisor may take from this machine while a round is measured. */
    public static final double MOST_STEAL = 0.02;

    static final double MOST_FOREIGN = 0.05;
    static final double MOST_WAIT = 1.5;

    private final Cores cores;
    private final Sandbox sandbox;
    private final Optional<Sandbox> reference;
    private final CpuTimes coresBefore;
    private final CpuTimes hostBefore = CpuTimes.read(List.of());
    private final Usage sandboxBefore;
    private final Optional<Usage> referenceBefore;
    private final Duration ownBefore = own();

    private HostMonitor(Cores cores, Sandbox sandbox, Optional<Sandbox> reference) {
        this.cores = cores;
        this.sandbox = sandbox;
        this.reference = reference;
        this.coresBefore = CpuTimes.read(cores.sandboxes());
        this.sandboxBefore = sandbox.usage();
        this.referenceBefore = reference.map(Sandbox::usage);
    }

    /**
     * Begins to watch.
     *
     * @param cores where sandboxes run
     * @param reference the lab's own, if it is used beside the submission
     */
    public static HostMonitor watch(Cores cores, Sandbox sandbox, Optional<Sandbox> reference) {
        return new HostMonitor(cores, sandbox, reference);
    }

    /**
     * What the host has done since the watch began.
     *
     * @param sendLagP99Nanos how late the generator was
     * @param tightestTarget the smallest duration that the round is judged by
     */
    public HostWitness witness(String check, long sendLagP99Nanos, Duration tightestTarget) {
        Usage usage = sandbox.usage();
        Optional<Usage> referenceUsage = reference.map(Sandbox::usage);
        CpuTimes host = CpuTimes.read(List.of());
        double steal = (double) (host.steal() - hostBefore.steal()) / Math.max(1, host.total() - hostBefore.total());
        Optional<MachineTimes> elsewhere = usage.elsewhere().map(this::sinceBefore);
        Duration referenceRan = between(referenceBefore, referenceUsage, Usage::cpuTime);
        Duration waited = between(referenceBefore, referenceUsage, Usage::queued);
        HostWitness witness = new HostWitness(
                check,
                sendLagP99Nanos / 1e3,
                Math.max(
                        steal,
                        elsewhere.map(times -> share(times.stolen(), times)).orElse(0.0)),
                foreign(usage.cpuTime().minus(sandboxBefore.cpuTime()), referenceRan, referenceUsage, elsewhere),
                referenceRan.isZero() ? null : Math.max(0, (double) waited.toNanos() / referenceRan.toNanos()),
                usage.limits(),
                usage.protectedFromNeighbours(),
                true,
                "");
        List<String> faults = faults(witness, tightestTarget);
        return faults.isEmpty() ? witness : witness.blaming(String.join("; ", faults));
    }

    /** Nothing where it ran on others then, of which too little is known. */
    private MachineTimes sinceBefore(MachineTimes now) {
        return sandboxBefore
                .elsewhere()
                .filter(before -> before.machines().equals(now.machines()))
                .map(now::minus)
                .orElseGet(() -> now.minus(now));
    }

    private static double share(Duration part, MachineTimes whole) {
        return whole.total().isZero()
                ? 1
                : (double) part.toNanos() / whole.total().toNanos();
    }

    private double foreign(
            Duration ofSandbox,
            Duration ofReference,
            Optional<Usage> referenceUsage,
            Optional<MachineTimes> elsewhere) {
        return elsewhere
                .map(times -> {
                    boolean together = referenceUsage
                            .flatMap(Usage::elsewhere)
                            .filter(reference -> reference.machines().equals(times.machines()))
                            .isPresent();
                    Duration ours = together ? ofSandbox.plus(ofReference) : ofSandbox;
                    return Math.clamp(share(times.busy().minus(ours), times), 0, 1);
                })
                .orElseGet(() -> foreignHere(ofSandbox.plus(ofReference)));
    }

    private double foreignHere(Duration ofSandboxes) {
        CpuTimes now = CpuTimes.read(cores.sandboxes());
        Duration ours = cores.sandboxes().isEmpty() ? ofSandboxes.plus(own().minus(ownBefore)) : ofSandboxes;
        // Ticks are hundredths of a second on every Linux that Java 25 runs on.
        double others = now.busy() - coresBefore.busy() - ours.toNanos() / 1e7;
        return Math.clamp(others / Math.max(1, now.total() - coresBefore.total()), 0, 1);
    }

    private static Duration between(Optional<Usage> before, Optional<Usage> after, Function<Usage, Duration> value) {
        return before.map(value)
                .flatMap(from -> after.map(value).map(to -> to.minus(from)))
                .orElse(Duration.ZERO);
    }

    /** Whether a round was clean in what cannot be taken off: everything but the generator's lateness and steal. */
    public static boolean isOtherwiseSteady(HostWitness witness) {
        return pressures(witness).isEmpty();
    }

    /** What a person may read of why a round is not clean; empty if it is. */
    static List<String> faults(HostWitness witness, Duration target) {
        List<String> faults = new ArrayList<>();
        if (witness.sendLagP99Micros() * 1e3 > target.toNanos() * MOST_LAG) {
            faults.add(String.format(
                    Locale.ROOT,
                    "the load generator was %.2f ms late (p99), at most %.2f ms is allowed",
                    witness.sendLagP99Micros() / 1e3,
                    target.toNanos() * MOST_LAG / 1e6));
        }
        if (witness.stealShare() > MOST_STEAL) {
            faults.add(
                    String.format(Locale.ROOT, "the hypervisor took %.1f %% of the CPU", witness.stealShare() * 100));
        }
        faults.addAll(pressures(witness));
        return faults;
    }

    private static List<String> pressures(HostWitness witness) {
        List<String> faults = new ArrayList<>();
        Double waited = witness.referenceWait();
        // A submission that fills its cores keeps the reference waiting, too, and the host is not to blame for that.
        if (waited != null && waited > MOST_WAIT && witness.foreignShare() > MOST_FOREIGN) {
            faults.add(String.format(
                    Locale.ROOT,
                    "the lab's own reference waited %.1f times as long for a core as it ran, at most %.1f is allowed, and"
                            + " other programs used %.0f %% of the CPU",
                    waited,
                    MOST_WAIT,
                    witness.foreignShare() * 100));
        }
        if (!witness.protectedFromNeighbours() && witness.foreignShare() > MOST_FOREIGN) {
            faults.add(String.format(
                    Locale.ROOT,
                    "other programs used %.0f %% of the CPU and nothing kept them off",
                    witness.foreignShare() * 100));
        }
        return faults;
    }

    private static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
