package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.admission.DeploymentWorkload;
import academy.ascent.sandbox.admission.RestartPolicy;
import academy.ascent.sandbox.admission.Share;
import academy.ascent.sandbox.local.Rollout.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RolloutProperties {

    @Property
    void an_update_never_leaves_its_bounds_and_ends_with_new_pods_only(
            @ForAll @IntRange(max = 6) int replicas,
            @ForAll @IntRange(max = 3) int surge,
            @ForAll @IntRange(max = 3) int unavailable,
            @ForAll long seed) {
        DeploymentWorkload workload = workload(replicas, surge, surge + unavailable == 0 ? 1 : unavailable, false);
        Random random = new Random(seed);
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            pods.add(new Pod(i, false, true));
        }
        int next = replicas;
        for (int round = 0; round < 100; round++) {
            next = apply(Rollout.next(workload, pods), pods, next);
            assertThat(pods.size()).isBetween(0, replicas + workload.maxSurge());
            assertThat(pods.stream().filter(Pod::available).count())
                    .isGreaterThanOrEqualTo(replicas - workload.maxUnavailable());
            pods.replaceAll(
                    pod -> pod.available() || random.nextBoolean() ? new Pod(pod.number(), pod.current(), true) : pod);
        }
        assertThat(pods).hasSize(replicas).allMatch(Pod::current);
        assertThat(Rollout.status(workload, pods).isComplete()).isTrue();
    }

    private static int apply(Rollout.Step step, List<Pod> pods, int next) {
        pods.removeIf(pod -> step.delete().contains(pod.number()));
        int number = next;
        for (int i = 0; i < step.create(); i++) {
            pods.add(new Pod(number++, true, false));
        }
        return number;
    }

    @Example
    void a_bad_release_leaves_the_old_pods_serving() {
        List<Pod> pods = List.of(new Pod(1, false, true), new Pod(2, false, true), new Pod(3, true, false));
        assertThat(Rollout.next(workload(2, 1, 0, false), pods)).isEqualTo(new Rollout.Step(0, List.of()));
        assertThat(Rollout.status(workload(2, 1, 0, false), pods))
                .isEqualTo(new RolloutStatus("web", 2, 1, 0, 2, false));
    }

    @Example
    void a_rollout_is_complete_only_when_every_new_pod_is_available_and_no_old_one_is_left() {
        DeploymentWorkload workload = workload(1, 1, 0, false);
        assertThat(complete(workload, new Pod(1, true, true))).isTrue();
        assertThat(complete(workload, new Pod(1, true, false))).isFalse();
        assertThat(complete(workload, new Pod(1, false, true), new Pod(2, true, true)))
                .isFalse();
        assertThat(complete(workload)).isFalse();
    }

    private static boolean complete(DeploymentWorkload workload, Pod... pods) {
        return Rollout.status(workload, List.of(pods)).isComplete();
    }

    @Example
    void old_pods_that_are_not_available_go_first() {
        List<Pod> pods = List.of(new Pod(1, false, true), new Pod(2, false, false));
        assertThat(Rollout.next(workload(2, 0, 1, false), pods)).isEqualTo(new Rollout.Step(0, List.of(2)));
    }

    @Example
    void recreating_ends_every_old_pod_before_a_new_one_is_made() {
        List<Pod> pods = List.of(new Pod(1, false, true), new Pod(2, false, true));
        assertThat(Rollout.next(workload(2, 1, 1, true), pods)).isEqualTo(new Rollout.Step(0, List.of(1, 2)));
    }

    @Example
    void scaling_down_ends_unready_and_young_pods_first() {
        List<Pod> pods = List.of(new Pod(1, true, true), new Pod(2, true, false), new Pod(3, true, true));
        assertThat(Rollout.next(workload(1, 1, 0, false), pods)).isEqualTo(new Rollout.Step(0, List.of(2, 3)));
    }

    private static DeploymentWorkload workload(int replicas, int surge, int unavailable, boolean recreate) {
        return new DeploymentWorkload(
                "web",
                replicas,
                Share.pods(surge),
                Share.pods(unavailable),
                recreate,
                false,
                Duration.ZERO,
                Map.of("app", "web"),
                10,
                Optional.empty(),
                GivenTemplate.of(Map.of("app", "web"), RestartPolicy.ALWAYS));
    }
}
