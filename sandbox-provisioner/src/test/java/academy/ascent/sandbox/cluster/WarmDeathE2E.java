package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.Progress.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A platform that dies while it makes a sandbox ahead, or while it makes one a learner's. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class WarmDeathE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = GivenClusterSandboxes.PATIENCE;

    private GivenClusterSandboxes given;
    private GivenWarm warm;

    /** Passes by whoever catches exceptions. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void givenACluster(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        given = new GivenClusterSandboxes(cluster);
        warm = new GivenWarm(cluster, given);
        given.platform(CLOCK).prepare();
    }

    @AfterEach
    void removeWhatWasMade() {
        warm.close();
        given.close();
    }

    private static Consumer<Progress> dyingAt(Step step) {
        return progress -> {
            if (progress.step() == step) {
                throw new Died();
            }
        };
    }

    private ClusterSandboxStatus opened(String suffix, String owner) {
        return given.platform(CLOCK).open(warm.request(suffix, owner), Progress.UNHEARD);
    }

    @ParameterizedTest
    @EnumSource(names = {"CHOOSING", "TAKING", "TAKEN"})
    void taking_is_gone_on_with(Step step) {
        warm.kept(1);
        SandboxName place = warm.ready().getFirst();
        assertThatThrownBy(() -> given.platform(CLOCK).open(warm.request("-a", "learner-1"), dyingAt(step)))
                .isInstanceOf(Died.class);
        assertThat(opened("-a", "learner-1").place()).isEqualTo(place);
        thenEachHasOne(1);
    }

    /** A process of its own, which stands still at the step and gets SIGKILL there. */
    @ParameterizedTest
    @EnumSource(names = {"CHOOSING", "TAKING", "TAKEN"})
    void a_killed_process_is_gone_on_from(Step step) throws Exception {
        warm.kept(1);
        SandboxName place = warm.ready().getFirst();
        OpeningProcess.killedAt(
                step, given.client(), given.name("-a"), warm.small().name());
        assertThat(opened("-a", "learner-7").place()).isEqualTo(place);
        thenEachHasOne(1);
    }

    /** Until it is a learner's, another one may have it, whoever had chosen it. */
    @ParameterizedTest
    @EnumSource(names = {"CHOOSING", "TAKING"})
    void what_a_dead_one_had_chosen_another_learner_takes(Step step) {
        warm.kept(1);
        SandboxName place = warm.ready().getFirst();
        assertThatThrownBy(() -> given.platform(CLOCK).open(warm.request("-a", "learner-1"), dyingAt(step)))
                .isInstanceOf(Died.class);
        assertThat(opened("-b", "learner-2").place()).isEqualTo(place);
        ClusterSandboxes sandboxes = given.platform(CLOCK);
        assertThat(sandboxes.find(given.name("-a"))).isEmpty();
        sandboxes.close(given.name("-a"));
        assertThat(sandboxes.find(given.name("-b")).orElseThrow().owner()).isEqualTo("learner-2");
        assertThat(opened("-a", "learner-1").place()).isEqualTo(given.name("-a"));
        thenEachHasOne(2);
    }

    private void thenEachHasOne(int learners) {
        assertThat(warm.ready()).isEmpty();
        assertThat(warm.namespaces()).hasSize(learners);
        assertThat(given.platform(CLOCK).list())
                .filteredOn(one -> one.sandboxClass().equals(warm.small().name()))
                .hasSize(learners)
                .extracting(ClusterSandboxStatus::phase)
                .containsOnly(Phase.OPEN);
    }

    /** It counts as being made for as long as that could take; then it is closed and another made. */
    @ParameterizedTest
    @EnumSource(names = {"MAKING_BOUNDS", "WAITING_FOR_QUOTA", "MAKING_WORKLOADS", "RECORDING_OUTCOME"})
    void what_was_left_half_made_is_replaced(Step step) {
        WarmWish wish = new WarmWish(warm.small(), Isolation.NAMESPACE, 1);
        Instant now = CLOCK.instant();
        assertThatThrownBy(() -> warm.platform().keep(List.of(wish), now, dyingAt(step)))
                .hasStackTraceContaining("Died");
        assertThat(warm.ready()).isEmpty();
        assertThat(opened("-a", "learner-1").place()).isEqualTo(given.name("-a"));
        assertThat(warm.kept(wish, now)).isEqualTo(new WarmKept(Map.of(), List.of(), List.of()));
        WarmKept kept = warm.kept(wish, now.plus(PATIENCE.multipliedBy(4)));
        assertThat(kept.closed()).hasSize(1);
        assertThat(warm.ready()).containsExactlyElementsOf(kept.made().keySet());
    }
}
