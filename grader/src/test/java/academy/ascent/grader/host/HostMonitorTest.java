package academy.ascent.grader.host;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.check.IdleSandbox;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.sandbox.MachineTimes;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostMonitorTest {
    private static final Duration TARGET = Duration.ofMillis(50);

    @Test
    void a_host_within_all_bounds_is_clean() {
        assertThat(faults(400, 0.01, 0.04, 1.4, true)).isEmpty();
        assertThat(faults(400, 0.01, 0.04, null, false)).isEmpty();
    }

    @Test
    void a_late_generator_and_what_the_hypervisor_took_are_told() {
        assertThat(faults(600, 0.03, 0, null, true))
                .containsExactly(
                        "the load generator was 0.60 ms late (p99), at most 0.50 ms is allowed",
                        "the hypervisor took 3.0 % of the CPU");
    }

    @Test
    void others_disturb_a_protected_sandbox_only_if_the_reference_felt_them() {
        assertThat(faults(0, 0, 0.9, 0.8, true)).isEmpty();
        assertThat(faults(0, 0, 0.3, 1.6, true))
                .containsExactly("the lab's own reference waited 1.6 times as long for a core as it ran, at most 1.5 is"
                        + " allowed, and other programs used 30 % of the CPU");
    }

    @Test
    void a_reference_that_waits_for_the_submission_itself_is_no_excuse() {
        assertThat(faults(0, 0, 0.02, 12.0, true)).isEmpty();
    }

    @Test
    void an_unprotected_sandbox_is_disturbed_by_others_at_once() {
        assertThat(faults(0, 0, 0.06, 0.1, false))
                .containsExactly("other programs used 6 % of the CPU and nothing kept them off");
    }

    /** Of four seconds of a node's two processors, the sandbox used one and others half a one. */
    @Test
    void where_a_sandbox_runs_elsewhere_its_own_machines_are_watched() {
        HostWitness witness = elsewhere(times("a", 0, 0, 0), times("a", 4000, 1500, 100));
        assertThat(witness.foreignShare()).isEqualTo(0.125);
        assertThat(witness.stealShare()).isGreaterThanOrEqualTo(0.025);
        assertThat(witness.clean()).isFalse();
    }

    @Test
    void machines_that_nobody_watched_from_the_beginning_are_not_clean() {
        assertThat(elsewhere(times("a", 0, 0, 0), times("b", 4000, 1000, 0)).foreignShare())
                .isEqualTo(1);
    }

    private static MachineTimes times(String machine, int total, int busy, int stolen) {
        return new MachineTimes(
                Set.of(machine), Duration.ofMillis(total), Duration.ofMillis(busy), Duration.ofMillis(stolen));
    }

    private static HostWitness elsewhere(MachineTimes before, MachineTimes after) {
        Queue<Usage> usages = new ArrayDeque<>(List.of(used(0, before), used(1000, after)));
        HostMonitor monitor = HostMonitor.watch(
                Cores.SHARED,
                new IdleSandbox(new SandboxName("elsewhere")) {
                    @Override
                    public Usage usage() {
                        return usages.remove();
                    }
                },
                Optional.empty());
        return monitor.witness("latency", 0, TARGET);
    }

    private static Usage used(int millis, MachineTimes machine) {
        return new Usage(Duration.ofMillis(millis), 0, Duration.ZERO, "a cluster's nodes", false, Optional.of(machine));
    }

    private static List<String> faults(
            double lagMicros, double steal, double foreign, @Nullable Double waited, boolean isProtected) {
        return HostMonitor.faults(
                new HostWitness("latency", lagMicros, steal, foreign, waited, "none", isProtected, true, ""), TARGET);
    }
}
