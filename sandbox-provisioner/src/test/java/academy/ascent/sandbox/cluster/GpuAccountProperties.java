package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.cluster.GpuMinutes.Holding;
import academy.ascent.sandbox.cluster.GpuMinutes.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GpuAccountProperties {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final int MINUTES_A_WEEK = 7 * 24 * 60;

    private static Instant minute(int minute) {
        return MONDAY.plus(Duration.ofMinutes(minute));
    }

    /** A pod that is bound, may end by itself, and is deleted. */
    private record Life(String pod, int gpus, int bound, int ended, int deleted) {
        static Life of(String pod, Random random) {
            int bound = random.nextInt(2 * MINUTES_A_WEEK);
            int ended = bound + 1 + random.nextInt(3000);
            return new Life(pod, 1 + random.nextInt(2), bound, ended, bound + 1 + random.nextInt(5000));
        }

        Stream<Seen> at(int minute) {
            if (minute < bound || minute >= deleted) {
                return Stream.empty();
            }
            return Stream.of(
                    new Seen(pod, gpus, Holding.HOLDING, GpuAccountProperties.minute(bound)),
                    minute < ended
                            ? new Seen(pod, gpus, Holding.HOLDING, GpuAccountProperties.minute(minute))
                            : new Seen(pod, gpus, Holding.ENDED, GpuAccountProperties.minute(ended)));
        }
    }

    /** However much is settled and forgotten. */
    @Property
    void an_account_tells_what_all_looks_together_tell(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int looks) {
        Random random = new Random(seed);
        List<Life> lives = IntStream.range(0, 5)
                .mapToObj(number -> Life.of("pod-" + number, random))
                .toList();
        List<Integer> minutes =
                random.ints(looks, 0, 3 * MINUTES_A_WEEK).sorted().boxed().toList();
        GpuAccount account = GpuAccount.at(minute(minutes.getFirst()));
        List<Seen> all = new ArrayList<>();
        for (int minute : minutes) {
            List<Seen> look = lives.stream().flatMap(life -> life.at(minute)).toList();
            all.addAll(look);
            account = account.with(look, minute(minute));
            assertThat(account.used(minute(minute)))
                    .isEqualTo(GpuMinutes.used(all, GpuAccount.weekOf(minute(minute)), minute(minute)));
            assertThat(account.seen()).hasSizeLessThanOrEqualTo(3 * lives.size());
        }
    }

    @Property
    void the_same_look_again_changes_nothing(@ForAll long seed, @ForAll @IntRange(max = 20_000) int minute) {
        Random random = new Random(seed);
        List<Seen> look = IntStream.range(0, 3)
                .mapToObj(number -> Life.of("pod-" + number, random))
                .flatMap(life -> life.at(minute))
                .toList();
        GpuAccount once = GpuAccount.at(minute(minute)).with(look, minute(minute));
        assertThat(once.with(look, minute(minute))).isEqualTo(once);
    }

    @Example
    void what_is_held_over_sunday_night_counts_in_both_weeks() {
        Seen bound = new Seen("pod", 2, Holding.HOLDING, minute(MINUTES_A_WEEK - 30));
        Instant sunday = minute(MINUTES_A_WEEK - 10);
        GpuAccount before =
                GpuAccount.at(sunday).with(List.of(bound, new Seen("pod", 2, Holding.HOLDING, sunday)), sunday);
        assertThat(before.used(sunday)).isEqualTo(Duration.ofMinutes(40));
        assertThat(before.ends()).isEqualTo(minute(MINUTES_A_WEEK));
        Instant monday = minute(MINUTES_A_WEEK + 15);
        GpuAccount after = before.with(List.of(bound, new Seen("pod", 2, Holding.HOLDING, monday)), monday);
        assertThat(after.used(monday)).isEqualTo(Duration.ofMinutes(30));
        assertThat(after.week()).isEqualTo(minute(MINUTES_A_WEEK));
    }

    @Example
    void a_clock_that_is_behind_does_not_bring_a_week_back() {
        GpuAccount later = new GpuAccount(minute(MINUTES_A_WEEK), Duration.ofMinutes(5), Set.of());
        assertThat(later.with(List.of(), minute(MINUTES_A_WEEK - 1))).isEqualTo(later);
        assertThat(later.used(minute(MINUTES_A_WEEK - 1))).isEqualTo(Duration.ofMinutes(5));
    }
}
