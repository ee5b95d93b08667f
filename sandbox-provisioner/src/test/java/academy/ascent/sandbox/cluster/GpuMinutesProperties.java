package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.cluster.GpuMinutes.Holding;
import academy.ascent.sandbox.cluster.GpuMinutes.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GpuMinutesProperties {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant SUNDAY = MONDAY.plus(Duration.ofDays(7));

    private static Seen seen(String pod, int gpus, Holding holding, int minute) {
        return new Seen(pod, gpus, holding, MONDAY.plus(Duration.ofMinutes(minute)));
    }

    private static Duration used(List<Seen> seen) {
        return GpuMinutes.used(seen, MONDAY, SUNDAY);
    }

    /** Looks at some pods that each wait, hold and end in this order; some have not ended. */
    private static List<Seen> given(Random random) {
        List<Seen> looks = new ArrayList<>();
        for (int pod = 0; pod < 1 + random.nextInt(4); pod++) {
            int gpus = 1 + random.nextInt(2);
            int minute = random.nextInt(1000);
            looks.add(seen("pod-" + pod, gpus, Holding.WAITING, minute));
            for (int look = 0; look < random.nextInt(4); look++) {
                minute += random.nextInt(5000);
                looks.add(seen("pod-" + pod, gpus, Holding.HOLDING, minute));
            }
            if (random.nextBoolean()) {
                looks.add(seen("pod-" + pod, gpus, Holding.ENDED, minute + random.nextInt(5000)));
            }
        }
        return looks;
    }

    @Property
    void neither_order_nor_repetition_matters(@ForAll long seed) {
        Random random = new Random(seed);
        List<Seen> looks = given(random);
        List<Seen> shuffled = new ArrayList<>(looks);
        shuffled.addAll(looks.subList(0, random.nextInt(looks.size() + 1)));
        Collections.shuffle(shuffled, random);
        assertThat(used(shuffled)).isEqualTo(used(looks));
    }

    @Property
    void parts_of_a_week_add_up_to_the_week(@ForAll long seed, @ForAll @IntRange(max = 10_080) int minute) {
        List<Seen> looks = given(new Random(seed));
        Instant between = MONDAY.plus(Duration.ofMinutes(minute));
        assertThat(GpuMinutes.used(looks, MONDAY, between).plus(GpuMinutes.used(looks, between, SUNDAY)))
                .isEqualTo(used(looks));
    }

    @Property
    void what_is_used_is_what_pods_hold_each_by_itself(@ForAll long seed) {
        List<Seen> looks = given(new Random(seed));
        Duration apart = looks.stream()
                .map(Seen::pod)
                .distinct()
                .map(pod -> used(
                        looks.stream().filter(look -> look.pod().equals(pod)).toList()))
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(used(looks))
                .isEqualTo(apart)
                .isLessThanOrEqualTo(Duration.ofDays(7).multipliedBy(8));
    }

    @Property
    void looking_more_often_while_it_is_held_changes_nothing(
            @ForAll @IntRange(min = 1, max = 8) int gpus,
            @ForAll @IntRange(max = 5000) int bound,
            @ForAll @IntRange(min = 1, max = 5000) int minutes,
            @ForAll @IntRange(max = 20) int looks) {
        List<Seen> pod = new ArrayList<>(
                List.of(seen("pod", gpus, Holding.HOLDING, bound), seen("pod", gpus, Holding.ENDED, bound + minutes)));
        for (int look = 0; look < looks; look++) {
            pod.add(seen("pod", gpus, Holding.HOLDING, bound + look * minutes / 20));
        }
        assertThat(used(pod)).isEqualTo(Duration.ofMinutes((long) gpus * minutes));
    }

    @Example
    void who_waits_for_a_gpu_uses_none() {
        assertThat(used(List.of(seen("pod", 1, Holding.WAITING, 0), seen("pod", 1, Holding.ENDED, 600))))
                .isZero();
    }

    @Example
    void a_pod_whose_end_nobody_saw_counts_until_it_was_seen_last() {
        assertThat(used(List.of(seen("pod", 2, Holding.HOLDING, 10), seen("pod", 2, Holding.HOLDING, 40))))
                .isEqualTo(Duration.ofMinutes(60));
    }
}
