package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.admission.RestartPolicy;
import academy.ascent.sandbox.admission.StatefulWorkload;
import academy.ascent.sandbox.local.StatefulRollout.Pod;
import academy.ascent.sandbox.local.StatefulRollout.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StatefulRolloutProperties {

    @Property
    void every_change_takes_one_pod_at_a_time_and_ends_with_new_pods_only(
            @ForAll @IntRange(max = 5) int before, @ForAll @IntRange(max = 5) int replicas, @ForAll long seed) {
        StatefulWorkload workload = workload(replicas);
        Random random = new Random(seed);
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            pods.add(new Pod(i, false, true, false));
        }
        for (int round = 0; round < 200; round++) {
            apply(StatefulRollout.next(workload, pods), pods);
            assertThat(pods.stream().filter(pod -> pod.ending() || !pod.available()))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(pods.stream().map(Pod::ordinal)).doesNotHaveDuplicates();
            pods.removeIf(pod -> pod.ending() && random.nextBoolean());
            pods.replaceAll(pod ->
                    random.nextBoolean() && !pod.ending() ? new Pod(pod.ordinal(), pod.current(), true, false) : pod);
        }
        assertThat(pods).hasSize(replicas).allMatch(pod -> pod.current() && pod.available());
        assertThat(StatefulRollout.status(workload, pods).isComplete()).isTrue();
    }

    private static void apply(Step step, List<Pod> pods) {
        step.create().ifPresent(ordinal -> pods.add(new Pod(ordinal, true, false, false)));
        step.delete()
                .ifPresent(ordinal -> pods.replaceAll(
                        pod -> pod.ordinal() == ordinal ? new Pod(ordinal, pod.current(), false, true) : pod));
    }

    @Example
    void places_are_taken_from_the_lowest_on_each_once_the_one_before_is_available() {
        assertThat(StatefulRollout.next(workload(2), List.of())).isEqualTo(create(0));
        assertThat(StatefulRollout.next(workload(2), List.of(new Pod(0, true, false, false))))
                .isEqualTo(Step.NOTHING);
        assertThat(StatefulRollout.next(workload(2), List.of(new Pod(0, true, true, false))))
                .isEqualTo(create(1));
    }

    @Example
    void an_update_begins_at_the_highest_place_and_waits_for_it() {
        Pod first = new Pod(0, false, true, false);
        assertThat(StatefulRollout.next(workload(2), List.of(first, new Pod(1, false, true, false))))
                .isEqualTo(delete(1));
        assertThat(StatefulRollout.next(workload(2), List.of(first, new Pod(1, false, false, true))))
                .isEqualTo(Step.NOTHING);
        assertThat(StatefulRollout.next(workload(2), List.of(first))).isEqualTo(create(1));
        assertThat(StatefulRollout.next(workload(2), List.of(first, new Pod(1, true, false, false))))
                .isEqualTo(Step.NOTHING);
        assertThat(StatefulRollout.next(workload(2), List.of(first, new Pod(1, true, true, false))))
                .isEqualTo(delete(0));
    }

    @Example
    void a_bad_release_stops_at_its_first_pod() {
        List<Pod> pods = List.of(new Pod(0, false, true, false), new Pod(1, true, false, false));
        assertThat(StatefulRollout.next(workload(2), pods)).isEqualTo(Step.NOTHING);
        assertThat(StatefulRollout.status(workload(2), pods)).isEqualTo(new RolloutStatus("db", 2, 1, 0, 1, false));
    }

    @Example
    void fewer_replicas_end_the_highest_first_and_one_after_the_other() {
        Pod first = new Pod(0, true, true, false);
        assertThat(StatefulRollout.next(
                        workload(1), List.of(first, new Pod(1, true, true, false), new Pod(2, true, true, false))))
                .isEqualTo(delete(2));
        assertThat(StatefulRollout.next(
                        workload(1), List.of(first, new Pod(1, true, true, false), new Pod(2, true, false, true))))
                .isEqualTo(Step.NOTHING);
    }

    private static Step create(int ordinal) {
        return new Step(OptionalInt.of(ordinal), OptionalInt.empty());
    }

    private static Step delete(int ordinal) {
        return new Step(OptionalInt.empty(), OptionalInt.of(ordinal));
    }

    private static StatefulWorkload workload(int replicas) {
        return new StatefulWorkload(
                "db",
                replicas,
                "",
                Duration.ZERO,
                Map.of("app", "db"),
                GivenTemplate.of(Map.of("app", "db"), RestartPolicy.ALWAYS));
    }
}
