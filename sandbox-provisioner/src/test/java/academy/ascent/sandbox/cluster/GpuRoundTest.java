package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.SandboxClass.Gpus;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Term;
import academy.ascent.sandbox.cluster.GpuQueue.Place;
import academy.ascent.sandbox.cluster.GpuRound.Outcome;
import academy.ascent.sandbox.cluster.GpuTurns.GivenBack;
import academy.ascent.sandbox.cluster.GpuTurns.Granted;
import academy.ascent.sandbox.cluster.GpuTurns.Stay;
import academy.ascent.sandbox.cluster.GpuTurns.Turn;
import academy.ascent.sandbox.cluster.GpuTurns.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GpuRoundTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration IDLE = Duration.ofMinutes(20);

    private final Map<SandboxName, Duration> used = new HashMap<>();
    private final Set<SandboxName> holders = new HashSet<>();
    private final Set<SandboxName> asking = new HashSet<>();
    private boolean looked;

    /** A cluster with so many GPUs. */
    private final class Cluster implements GpuRound.Sight {
        private final int gpus;

        Cluster(int gpus) {
            this.gpus = gpus;
        }

        @Override
        public Set<SandboxName> holders() {
            looked = true;
            return holders;
        }

        @Override
        public int capacity() {
            looked = true;
            return gpus;
        }

        @Override
        public Duration used(String owner) {
            looked = true;
            return used.getOrDefault(new SandboxName(owner), Duration.ZERO);
        }

        @Override
        public boolean isAskedFor(SandboxName sandbox) {
            looked = true;
            return asking.contains(sandbox);
        }
    }

    /** A sandbox with one GPU for two hours a week, whose owner has the same name. */
    private static ClusterSandboxStatus sandbox(String name) {
        return new ClusterSandboxStatus(
                new SandboxName(name),
                "gpu-small",
                name,
                Isolation.NAMESPACE,
                Phase.OPEN,
                NOON.minusSeconds(60),
                NOON,
                Optional.of(new Term(IDLE, Duration.ofHours(4), NOON.plus(Duration.ofHours(4)), 2)),
                Optional.of(new Gpus("nvidia.com/gpu", 1, Duration.ofHours(2))));
    }

    private Outcome round(int gpus, GpuTurns before, Instant now, String... open) {
        return new GpuRound(Stream.of(open).map(GpuRoundTest::sandbox).toList(), new Cluster(gpus), now).after(before);
    }

    private static GpuTurns turns(Map<String, Turn> turns) {
        return new GpuTurns(
                turns.entrySet().stream().collect(Collectors.toMap(each -> stay(each.getKey()), Map.Entry::getValue)));
    }

    private static Stay stay(String name) {
        return Stay.of(sandbox(name));
    }

    private static Turn granted(Instant since) {
        return new Granted(since, since);
    }

    @Test
    void where_there_are_enough_everybody_has_them_at_once() {
        Outcome outcome = round(2, GpuTurns.NONE, NOON, "a", "b");
        assertThat(outcome.turns()).isEqualTo(turns(Map.of("a", granted(NOON), "b", granted(NOON))));
        assertThat(outcome.places()).isEmpty();
    }

    @Test
    void while_nobody_waits_nothing_is_looked_at_and_nobody_loses_any() {
        GpuTurns before = turns(Map.of("a", granted(NOON), "b", new GivenBack(NOON)));
        assertThat(round(1, before, NOON.plus(Duration.ofDays(1)), "a", "b").turns())
                .isEqualTo(before);
        assertThat(looked).isFalse();
    }

    @Test
    void who_is_no_longer_open_has_none_and_the_next_in_a_fair_order_has_them() {
        used.put(new SandboxName("often"), Duration.ofMinutes(90));
        Instant later = NOON.plusSeconds(60);
        GpuTurns before = turns(Map.of(
                "gone", granted(NOON),
                "often", new Waiting(NOON.minusSeconds(5)),
                "seldom", new Waiting(NOON)));
        Outcome outcome = round(1, before, later, "often", "seldom");
        assertThat(outcome.turns())
                .isEqualTo(turns(Map.of("seldom", granted(later), "often", new Waiting(NOON.minusSeconds(5)))));
        assertThat(outcome.places())
                .containsExactly(new Place("often", 1, Optional.of(later.plus(Duration.ofHours(2)))));
    }

    @Test
    void another_opening_of_the_same_sandbox_waits_anew() {
        GpuTurns before = new GpuTurns(Map.of(
                new Stay(new SandboxName("a"), NOON.minusSeconds(3600)), granted(NOON), stay("b"), granted(NOON)));
        assertThat(round(1, before, NOON.plusSeconds(1), "a", "b").turns())
                .isEqualTo(turns(
                        Map.of("a", new Waiting(NOON.plusSeconds(1)), "b", new Granted(NOON, NOON.plusSeconds(1)))));
    }

    @Test
    void who_holds_one_on_a_node_keeps_it_though_it_was_not_its_turn() {
        holders.add(new SandboxName("a"));
        GpuTurns before = turns(Map.of("a", new GivenBack(NOON), "b", new Waiting(NOON)));
        assertThat(round(1, before, NOON, "a", "b").turns())
                .isEqualTo(turns(Map.of("a", granted(NOON), "b", new Waiting(NOON))));
    }

    @Test
    void who_uses_none_while_others_wait_gives_them_back_and_may_ask_again() {
        GpuTurns before = turns(Map.of("used", granted(NOON), "unused", granted(NOON)));
        asking.add(new SandboxName("used"));
        Instant begin = NOON.plus(Duration.ofHours(1));
        GpuTurns first = round(2, before, begin, "used", "unused", "next").turns();
        assertThat(first)
                .as("it counts from when others wait")
                .isEqualTo(turns(Map.of(
                        "used", new Granted(NOON, begin),
                        "unused", new Granted(NOON, begin),
                        "next", new Waiting(begin))));

        Instant soon = begin.plus(IDLE).minusSeconds(1);
        GpuTurns second = round(2, first, soon, "used", "unused", "next").turns();
        assertThat(second.of()).containsEntry(stay("unused"), new Granted(NOON, begin));

        Instant end = begin.plus(IDLE);
        GpuTurns third = round(2, second, end, "used", "unused", "next").turns();
        assertThat(third)
                .isEqualTo(turns(
                        Map.of("used", new Granted(NOON, end), "unused", new GivenBack(end), "next", granted(end))));

        assertThat(third.asking(stay("unused"), end).of()).containsEntry(stay("unused"), new Waiting(end));
        assertThat(third.asking(stay("used"), end)).isEqualTo(third);
    }

    @Test
    void who_has_no_minutes_left_neither_waits_nor_has_any() {
        used.put(new SandboxName("spent"), Duration.ofHours(2));
        used.put(new SandboxName("over"), Duration.ofHours(3));
        GpuTurns before = turns(Map.of("spent", granted(NOON), "over", new Waiting(NOON)));
        assertThat(round(1, before, NOON, "spent", "over", "new").turns())
                .isEqualTo(turns(Map.of("new", granted(NOON))));
    }

    @Test
    void nobody_new_is_served_while_nodes_are_missing_and_nobody_loses_any() {
        asking.addAll(List.of(new SandboxName("a"), new SandboxName("b")));
        GpuTurns before = turns(Map.of("a", granted(NOON), "b", granted(NOON)));
        Outcome outcome = round(1, before, NOON, "a", "b", "c");
        assertThat(outcome.turns().of())
                .containsEntry(stay("a"), granted(NOON))
                .containsEntry(stay("b"), granted(NOON))
                .containsEntry(stay("c"), new Waiting(NOON));
        assertThat(outcome.places()).containsExactly(new Place("c", 1, Optional.of(NOON.plus(Duration.ofHours(2)))));
        assertThat(round(0, outcome.turns(), NOON, "a", "b", "c").places())
                .containsExactly(new Place("c", 1, Optional.empty()));
    }
}
