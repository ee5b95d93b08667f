package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DueProperties {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LIFETIME = Duration.ofHours(4);

    private static ClusterSandboxStatus given(Phase phase, Instant lastUsed, Optional<Term> term) {
        return new ClusterSandboxStatus(
                new SandboxName("grade-1"),
                "cpu-small",
                "learner-7",
                Isolation.NAMESPACE,
                phase,
                NOON,
                lastUsed,
                term,
                Optional.empty());
    }

    private static Term term(Instant expires) {
        return new Term(IDLE, LIFETIME, expires, 2);
    }

    @Property
    void what_lasts_until_it_is_closed_is_never_closed_once_it_was_open(
            @ForAll Phase phase, @ForAll @IntRange(max = 1_000_000) int later) {
        Due due = Due.at(NOON.plusSeconds(later), given(phase, NOON, Optional.empty()));
        assertThat(due)
                .isEqualTo(
                        switch (phase) {
                            case OPENING -> later < 24 * 3600 ? Due.NOTHING : Due.CLOSE;
                            case SUSPENDING, RESUMING -> Due.GO_ON;
                            case OPEN, SUSPENDED, CLOSING -> Due.NOTHING;
                        });
    }

    @Property
    void past_its_lifetime_everything_is_closed_however_much_it_is_used(
            @ForAll Phase phase, @ForAll @IntRange(max = 100_000) int past) {
        Instant now = NOON.plus(LIFETIME).plusSeconds(past);
        Due due = Due.at(now, given(phase, now, Optional.of(term(NOON.plus(LIFETIME)))));
        assertThat(due).isEqualTo(phase == Phase.CLOSING ? Due.NOTHING : Due.CLOSE);
    }

    @Property
    void before_that_it_is_suspended_from_the_moment_on_at_which_it_was_idle_for_long_enough(
            @ForAll @IntRange(max = 14_000) int used, @ForAll @IntRange(max = 14_399) int later) {
        Instant lastUsed = NOON.plusSeconds(Math.min(used, later));
        Instant now = NOON.plusSeconds(later);
        Due due = Due.at(now, given(Phase.OPEN, lastUsed, Optional.of(term(NOON.plus(LIFETIME)))));
        boolean idle = Duration.between(lastUsed, now).compareTo(IDLE) >= 0;
        assertThat(due).isEqualTo(idle ? Due.SUSPEND : Due.NOTHING);
    }

    @Property
    void what_is_done_is_not_due_again(@ForAll Phase phase, @ForAll @IntRange(max = 20_000) int later) {
        Instant now = NOON.plusSeconds(later);
        ClusterSandboxStatus status = given(phase, NOON, Optional.of(term(NOON.plus(LIFETIME))));
        ClusterSandboxStatus after = switch (Due.at(now, status)) {
            case NOTHING -> status;
            case SUSPEND -> status.in(Phase.SUSPENDED);
            case GO_ON -> status.in(phase.isAsleep() ? Phase.SUSPENDED : Phase.OPEN);
            case CLOSE -> status.in(Phase.CLOSING);
        };
        assertThat(Due.at(now, after)).isEqualTo(Due.NOTHING);
    }

    @Example
    void an_opening_that_nobody_went_on_with_is_closed_after_the_idle_time() {
        ClusterSandboxStatus left = given(Phase.OPENING, NOON, Optional.of(term(NOON.plus(LIFETIME))));
        assertThat(Due.at(NOON.plus(IDLE).minusMillis(1), left)).isEqualTo(Due.NOTHING);
        assertThat(Due.at(NOON.plus(IDLE), left)).isEqualTo(Due.CLOSE);
    }

    @Property
    void extensions_are_counted_and_never_shorten_a_life(
            @ForAll @IntRange(max = 5) int allowed, @ForAll @IntRange(max = 20_000) int later) {
        Instant now = NOON.plusSeconds(later);
        ClusterSandboxStatus status =
                given(Phase.OPEN, NOON, Optional.of(new Term(IDLE, LIFETIME, NOON.plus(LIFETIME), allowed)));
        int granted = 0;
        while (Extension.of(status, now) instanceof Extension.Granted(ClusterSandboxStatus longer)) {
            assertThat(longer.term().orElseThrow().expires())
                    .isEqualTo(now.plus(LIFETIME))
                    .isAfterOrEqualTo(status.term().orElseThrow().expires());
            status = longer;
            granted++;
        }
        assertThat(granted).isEqualTo(allowed);
        assertThat(Extension.of(status, now))
                .isEqualTo(new Extension.Refused(
                        "Sandbox grade-1 has been extended as often as class cpu-small allows; it is closed at "
                                + status.term().orElseThrow().expires()));
    }

    @Example
    void what_an_operator_gives_is_neither_counted_nor_use() {
        Term term = new Term(IDLE, LIFETIME, NOON.plus(LIFETIME), 0);
        ClusterSandboxStatus status = given(Phase.OPEN, NOON, Optional.of(term));
        Instant later = NOON.plusSeconds(60);
        assertThat(Extension.given(status, later))
                .isEqualTo(new Extension.Granted(status.until(new Term(IDLE, LIFETIME, later.plus(LIFETIME), 0))));
    }

    @Example
    void what_lasts_until_it_is_closed_needs_no_extension() {
        assertThat(Extension.given(given(Phase.OPEN, NOON, Optional.empty()), NOON))
                .isEqualTo(new Extension.Refused("Sandbox grade-1 lasts until it is closed"));
        assertThat(Extension.of(given(Phase.OPEN, NOON, Optional.empty()), NOON))
                .isEqualTo(new Extension.Refused("Sandbox grade-1 lasts until it is closed"));
    }
}
