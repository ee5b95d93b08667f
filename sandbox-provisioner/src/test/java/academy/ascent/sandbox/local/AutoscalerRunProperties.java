package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.admission.Autoscaler;
import academy.ascent.sandbox.admission.Autoscaler.Goal;
import academy.ascent.sandbox.local.AutoscalerRun.Pod;
import academy.ascent.sandbox.local.AutoscalerRun.Sight;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Load that is shared evenly by as many pods as there are. */
class AutoscalerRunProperties {
    private static final int REQUEST = 200;
    private static final int LEAST = 2;
    private static final int MOST = 30;
    private static final Duration EVERY = Duration.ofSeconds(15);

    private static Autoscaler autoscaler(int percent) {
        return new Autoscaler(
                "scaler", "Deployment", "web", LEAST, MOST, List.of(new Goal.Utilization(percent)), Optional.empty());
    }

    private static List<Pod> sharing(int load, int replicas) {
        return Collections.nCopies(replicas, new Pod(Sight.MEASURED, load / replicas, REQUEST));
    }

    @Property
    void a_steady_load_comes_to_rest_where_the_goal_is_met(
            @ForAll @IntRange(min = 30, max = 150) int percent,
            @ForAll @IntRange(max = 20_000) int load,
            @ForAll @IntRange(min = 1, max = 40) int start) {
        AutoscalerRun run = new AutoscalerRun();
        int replicas = start;
        for (int i = 0; i < 80; i++) {
            List<Pod> pods = sharing(load, replicas);
            replicas = run.next(autoscaler(percent), replicas, _ -> pods, EVERY.multipliedBy(i));
        }
        double ratio = (double) (load / replicas * 100 / REQUEST) / percent;
        assertThat(replicas).isBetween(LEAST, MOST);
        assertThat(replicas == MOST || ratio <= 1.1).isTrue();
        assertThat(replicas == LEAST || ratio >= 0.9 || Math.ceil(ratio * replicas) >= replicas)
                .isTrue();
    }

    @Property
    void whatever_is_measured_the_bounds_hold(@ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int percent) {
        Random random = new Random(seed);
        AutoscalerRun run = new AutoscalerRun();
        int replicas = LEAST;
        for (int i = 0; i < 100; i++) {
            int before = replicas;
            List<Pod> pods = Collections.nCopies(before, 0).stream()
                    .map(_ -> new Pod(Sight.values()[random.nextInt(3)], random.nextInt(2000), REQUEST))
                    .toList();
            replicas = run.next(autoscaler(percent), before, _ -> pods, EVERY.multipliedBy(i));
            assertThat(replicas).isBetween(LEAST, MOST).isLessThanOrEqualTo(Math.max(4, 2 * before));
        }
    }
}
