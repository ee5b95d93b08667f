package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.cluster.GpuQueue.Held;
import academy.ascent.sandbox.cluster.GpuQueue.Place;
import academy.ascent.sandbox.cluster.GpuQueue.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GpuQueueProperties {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static Waiting waiting(String sandbox, int used, int arrived, int gpus, int turn) {
        return new Waiting(
                sandbox, Duration.ofMinutes(used), NOON.minusSeconds(arrived), gpus, Duration.ofMinutes(turn));
    }

    /** People who wait, some with the same use and arrival, some for more than there is. */
    private static List<Waiting> given(Random random, int capacity) {
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(i -> waiting(
                        "s" + i,
                        random.nextInt(4),
                        random.nextInt(4),
                        1 + random.nextInt(capacity + 1),
                        1 + random.nextInt(120)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Held> held(Random random, int capacity) {
        List<Held> held = new ArrayList<>();
        for (int left = capacity; left > 0 && random.nextBoolean(); ) {
            int gpus = 1 + random.nextInt(left);
            held.add(new Held(gpus, NOON.plus(Duration.ofMinutes(random.nextInt(120) - 10))));
            left -= gpus;
        }
        return held;
    }

    @Property
    void everybody_has_one_place_in_a_fair_order_however_they_are_listed(
            @ForAll @IntRange(min = 1, max = 8) int capacity, @ForAll long seed) {
        Random random = new Random(seed);
        List<Waiting> waiting = given(random, capacity);
        List<Held> held = held(random, capacity);
        List<Place> places = GpuQueue.places(waiting, held, capacity, NOON);
        Map<String, Waiting> bySandbox = bySandbox(waiting);
        assertThat(places).extracting(Place::sandbox).containsExactlyInAnyOrderElementsOf(bySandbox.keySet());
        for (int i = 0; i < places.size(); i++) {
            assertThat(places.get(i).position()).isEqualTo(i + 1);
            if (i > 0) {
                Waiting ahead = bySandbox.get(places.get(i - 1).sandbox());
                Waiting behind = bySandbox.get(places.get(i).sandbox());
                assertThat(ahead.usedThisWeek()).isLessThanOrEqualTo(behind.usedThisWeek());
                assertThat(ahead.usedThisWeek().equals(behind.usedThisWeek())
                                && ahead.arrived().isAfter(behind.arrived()))
                        .isFalse();
            }
        }
        Collections.shuffle(waiting, random);
        assertThat(GpuQueue.places(waiting, held, capacity, NOON)).isEqualTo(places);
    }

    @Property
    void nobody_overtakes_and_only_who_wants_too_much_never_begins(
            @ForAll @IntRange(min = 1, max = 8) int capacity, @ForAll long seed) {
        Random random = new Random(seed);
        List<Waiting> waiting = given(random, capacity);
        List<Place> places = GpuQueue.places(waiting, held(random, capacity), capacity, NOON);
        Map<String, Waiting> bySandbox = bySandbox(waiting);
        assertThat(places)
                .allSatisfy(place -> assertThat(place.begins().isPresent())
                        .isEqualTo(bySandbox.get(place.sandbox()).gpus() <= capacity));
        assertThat(places.stream().map(Place::begins).flatMap(Optional::stream))
                .isSorted()
                .allSatisfy(begins -> assertThat(begins).isAfterOrEqualTo(NOON));
    }

    /** Looked at whenever somebody begins, since the use only grows then. */
    @Property
    void never_are_more_promised_than_there_are(@ForAll @IntRange(min = 1, max = 8) int capacity, @ForAll long seed) {
        Random random = new Random(seed);
        List<Waiting> waiting = given(random, capacity);
        List<Held> held = held(random, capacity);
        Map<String, Waiting> bySandbox = bySandbox(waiting);
        List<Place> places = GpuQueue.places(waiting, held, capacity, NOON).stream()
                .filter(place -> place.begins().isPresent())
                .toList();
        for (Place moment : places) {
            Instant begins = moment.begins().orElseThrow();
            int promised = places.stream()
                    .filter(place -> !place.begins().orElseThrow().isAfter(begins))
                    .map(place -> bySandbox.get(place.sandbox()))
                    .filter(other -> begin(places, other).plus(other.turn()).isAfter(begins))
                    .mapToInt(Waiting::gpus)
                    .sum();
            int stillHeld = held.stream()
                    .filter(holder -> holder.until().isAfter(begins))
                    .mapToInt(Held::gpus)
                    .sum();
            assertThat(promised + stillHeld).isLessThanOrEqualTo(capacity);
        }
    }

    @Property
    void those_are_served_who_may_begin_now_and_no_more_than_are_free(
            @ForAll @IntRange(min = 1, max = 8) int capacity, @ForAll long seed) {
        Random random = new Random(seed);
        List<Waiting> waiting = given(random, capacity);
        List<Held> held = held(random, capacity).stream()
                .map(one -> new Held(one.gpus(), NOON.plusSeconds(1)))
                .toList();
        int free = capacity - held.stream().mapToInt(Held::gpus).sum();
        List<String> served = GpuQueue.served(waiting, free, capacity);
        assertThat(served)
                .containsExactlyElementsOf(GpuQueue.places(waiting, held, capacity, NOON).stream()
                        .filter(place -> place.begins().equals(Optional.of(NOON)))
                        .map(Place::sandbox)
                        .toList());
        Map<String, Waiting> bySandbox = bySandbox(waiting);
        assertThat(served.stream().map(bySandbox::get).mapToInt(Waiting::gpus).sum())
                .isLessThanOrEqualTo(free);
    }

    @Example
    void nobody_is_served_while_more_are_lent_than_there_are() {
        assertThat(GpuQueue.served(List.of(waiting("only", 0, 0, 1, 30)), -1, 1))
                .isEmpty();
    }

    private static Instant begin(List<Place> places, Waiting waiting) {
        return places.stream()
                .filter(place -> place.sandbox().equals(waiting.sandbox()))
                .flatMap(place -> place.begins().stream())
                .findFirst()
                .orElseThrow();
    }

    @Property
    void who_joins_with_more_use_than_all_changes_nobodys_place(
            @ForAll @IntRange(min = 1, max = 8) int capacity, @ForAll long seed) {
        Random random = new Random(seed);
        List<Waiting> waiting = given(random, capacity);
        List<Held> held = held(random, capacity);
        List<Place> before = GpuQueue.places(waiting, held, capacity, NOON);
        waiting.add(waiting("greedy", 1000, 9999, 1, 60));
        List<Place> after = GpuQueue.places(waiting, held, capacity, NOON);
        assertThat(after).hasSize(before.size() + 1);
        assertThat(after.subList(0, before.size())).isEqualTo(before);
        assertThat(after.getLast().sandbox()).isEqualTo("greedy");
    }

    @Example
    void one_who_used_less_goes_before_one_who_came_sooner() {
        List<Place> places = GpuQueue.places(
                List.of(waiting("first", 60, 100, 1, 30), waiting("second", 0, 1, 1, 30)),
                List.of(new Held(1, NOON.plus(Duration.ofMinutes(20)))),
                1,
                NOON);
        assertThat(places)
                .containsExactly(
                        new Place("second", 1, Optional.of(NOON.plus(Duration.ofMinutes(20)))),
                        new Place("first", 2, Optional.of(NOON.plus(Duration.ofMinutes(50)))));
    }

    @Example
    void what_should_be_free_long_since_is_taken_to_be_free_now() {
        assertThat(GpuQueue.places(
                        List.of(waiting("only", 0, 0, 1, 30)),
                        List.of(new Held(1, NOON.minus(Duration.ofHours(1)))),
                        1,
                        NOON))
                .containsExactly(new Place("only", 1, Optional.of(NOON)));
    }

    private static Map<String, Waiting> bySandbox(List<Waiting> waiting) {
        return waiting.stream().collect(Collectors.toMap(Waiting::sandbox, Function.identity()));
    }
}
