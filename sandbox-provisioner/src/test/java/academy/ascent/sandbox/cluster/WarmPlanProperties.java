package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.WarmPlan.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WarmPlanProperties {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration MAKING = Duration.ofMinutes(8);

    @Provide
    Arbitrary<List<Seen>> seen() {
        Arbitrary<String> madeAs = Arbitraries.of("a", "b", "old");
        Arbitrary<Integer> minutes = Arbitraries.of(0, 1, 7, 8, 100, 1439, 1440, 3000);
        return Combinators.combine(madeAs, Arbitraries.of(true, false), minutes)
                .as((made, ready, age) -> new Seen(new SandboxName("x"), made, ready, NOW.minusSeconds(60L * age)))
                .list()
                .ofMaxSize(12)
                .map(WarmPlanProperties::named);
    }

    private static List<Seen> named(List<Seen> all) {
        List<Seen> named = new ArrayList<>();
        all.forEach(one ->
                named.add(new Seen(new SandboxName("s" + named.size()), one.madeAs(), one.isReady(), one.begun())));
        return named;
    }

    @Provide
    Arbitrary<Map<String, Integer>> wanted() {
        return Arbitraries.maps(Arbitraries.of("a", "b"), Arbitraries.integers().between(0, 5));
    }

    private static long count(List<Seen> seen, String madeAs) {
        return seen.stream().filter(one -> one.madeAs().equals(madeAs)).count();
    }

    private static boolean isToGo(Seen one) {
        Duration age = Duration.between(one.begun(), NOW);
        return age.compareTo(one.isReady() ? WarmPlan.MOST_AGE : MAKING) >= 0;
    }

    @Property
    void afterwards_there_are_as_many_as_are_wanted_and_none_that_is_too_old(
            @ForAll("seen") List<Seen> seen, @ForAll("wanted") Map<String, Integer> wanted) {
        WarmPlan plan = WarmPlan.of(seen, wanted, MAKING, NOW);
        List<Seen> left = seen.stream()
                .filter(one -> !plan.closing().contains(one.place()))
                .toList();
        assertThat(left).noneMatch(WarmPlanProperties::isToGo);
        assertThat(left).allMatch(one -> wanted.containsKey(one.madeAs()));
        wanted.forEach((madeAs, count) -> assertThat(
                        count(left, madeAs) + plan.making().getOrDefault(madeAs, 0))
                .isEqualTo(count.longValue()));
    }

    @Property
    void what_is_made_and_closed_leaves_nothing_to_do(
            @ForAll("seen") List<Seen> seen, @ForAll("wanted") Map<String, Integer> wanted) {
        WarmPlan plan = WarmPlan.of(seen, wanted, MAKING, NOW);
        List<Seen> after = new ArrayList<>(seen);
        after.removeIf(one -> plan.closing().contains(one.place()));
        plan.making().forEach((madeAs, count) -> {
            for (int i = 0; i < count; i++) {
                after.add(new Seen(new SandboxName("new-" + madeAs + i), madeAs, false, NOW));
            }
        });
        assertThat(WarmPlan.of(after, wanted, MAKING, NOW).isNothing()).isTrue();
    }

    @Property
    void none_is_closed_and_made_at_once_that_could_have_stayed(
            @ForAll("seen") List<Seen> seen, @ForAll("wanted") Map<String, Integer> wanted) {
        WarmPlan plan = WarmPlan.of(seen, wanted, MAKING, NOW);
        plan.making()
                .keySet()
                .forEach(madeAs -> assertThat(seen)
                        .filteredOn(one -> one.madeAs().equals(madeAs))
                        .filteredOn(one -> plan.closing().contains(one.place()))
                        .allMatch(WarmPlanProperties::isToGo));
    }

    @Example
    void of_too_many_those_that_are_ready_stay_and_among_them_the_youngest() {
        Seen making = new Seen(new SandboxName("making"), "a", false, NOW);
        Seen young = new Seen(new SandboxName("young"), "a", true, NOW.minusSeconds(60));
        Seen old = new Seen(new SandboxName("old"), "a", true, NOW.minusSeconds(120));
        Map<String, Integer> one = new HashMap<>(Map.of("a", 1));
        assertThat(WarmPlan.of(List.of(making, old, young), one, MAKING, NOW).closing())
                .containsExactly(old.place(), making.place());
    }
}
