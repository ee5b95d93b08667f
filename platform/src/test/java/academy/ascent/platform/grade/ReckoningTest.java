package academy.ascent.platform.grade;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.grade.Attempt.Kind;
import academy.ascent.platform.grade.LabPolicy.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ReckoningTest {
    private static final Instant DUE = Instant.parse("2027-03-01T18:00:00Z");
    private static final String LAB = "a";

    @Test
    void aDayBegunAfterTheDueDateCountsWhole() {
        var reckoning = Reckoning.of(policy(3, Counts.BEST), List.of());

        assertThat(reckoning.daysLate(LAB, DUE)).isZero();
        assertThat(reckoning.daysLate(LAB, DUE.plusNanos(1))).isEqualTo(1);
        assertThat(reckoning.daysLate(LAB, DUE.plus(Duration.ofDays(1)))).isEqualTo(1);
        assertThat(reckoning.daysLate(LAB, DUE.plus(Duration.ofDays(1)).plusNanos(1)))
                .isEqualTo(2);
        assertThat(reckoning.daysLate("never due", DUE.plus(Duration.ofDays(900))))
                .isZero();
    }

    @Test
    void aLabTakesTheDaysOfItsLatestHandInAndNotTheirSum() {
        var reckoning = Reckoning.of(
                policy(3, Counts.BEST),
                List.of(judged(1, 10, 40, false), judged(2, 30, 60, false), judged(3, 40, 90, true)));

        assertThat(reckoning.lateDaysUsed()).isEqualTo(2);
        assertThat(reckoning.prospect(LAB, DUE.plus(Duration.ofHours(41))))
                .isEqualTo(new Reckoning.Prospect(2, 0, 1, true));
        assertThat(reckoning.prospect(LAB, DUE.plus(Duration.ofHours(80))))
                .isEqualTo(new Reckoning.Prospect(4, 2, 1, false));
    }

    @Test
    void whatTheDaysLeftDoNotAllowIsNotCountedAndTakesNone() {
        var reckoning =
                Reckoning.of(policy(1, Counts.LAST), List.of(judged(1, 5, 40, false), judged(2, 30, 100, true)));

        assertThat(reckoning.counting(LAB)).contains(1L);
        assertThat(reckoning.isTooLate(2)).isTrue();
        assertThat(reckoning.lateDaysUsed()).isEqualTo(1);
    }

    @Test
    void bestAndLastDifferAsTheirNamesSay() {
        var attempts = List.of(judged(1, -9, 95, true), judged(2, -5, 70, false), judged(3, -2, 85, true));

        assertThat(Reckoning.of(policy(0, Counts.BEST), attempts).counting(LAB)).contains(1L);
        assertThat(Reckoning.of(policy(0, Counts.LAST), attempts).counting(LAB)).contains(3L);
    }

    @Test
    void aFaultBeforeTheDueDateMovesItByTheTimeLostAndOneAfterDoesNot() {
        var fault = attempt(1, -1, Kind.VOID, Duration.ofHours(3));
        var again = judged(2, 2, 80, true);
        var reckoning = Reckoning.of(policy(0, Counts.BEST), List.of(fault, again));

        assertThat(reckoning.dueAt(LAB)).contains(DUE.plus(Duration.ofHours(3)));
        assertThat(reckoning.extension(LAB)).isEqualTo(Duration.ofHours(3));
        assertThat(reckoning.counting(LAB)).contains(2L);

        var late = Reckoning.of(policy(0, Counts.BEST), List.of(attempt(1, 1, Kind.VOID, Duration.ofHours(3)), again));
        assertThat(late.dueAt(LAB)).contains(DUE);
        assertThat(late.counting(LAB)).isEmpty();
    }

    @Test
    void aDecisionAboutWhatAFaultHitTakesNothingBack() {
        var decided = attempt(1, -1, Kind.JUDGED, Duration.ofHours(3));
        var again = judged(2, 2, 80, true);
        var reckoning = Reckoning.of(policy(0, Counts.BEST), List.of(decided, again));

        assertThat(reckoning.extension(LAB)).isEqualTo(Duration.ofHours(3));
        assertThat(reckoning.isTooLate(2)).isFalse();
        assertThat(reckoning.lateDaysUsed()).isZero();
    }

    @Test
    void whatWasNeitherJudgedNorIsOpenTakesNoLateDay() {
        var attempts = List.of(attempt(1, 5, Kind.VOID, Duration.ZERO), attempt(2, 30, Kind.OPEN, Duration.ZERO));

        assertThat(Reckoning.of(policy(5, Counts.BEST), attempts.subList(0, 1)).lateDaysUsed())
                .isZero();
        var open = Reckoning.of(policy(5, Counts.BEST), attempts);
        assertThat(open.lateDaysUsed()).isEqualTo(2);
        assertThat(open.counting(LAB)).isEmpty();
    }

    @Property(tries = 500)
    void neverMoreDaysAreTakenThanThereAre(@ForAll("attempts") List<Attempt> attempts, @ForAll("budgets") int budget) {
        assertThat(Reckoning.of(policy(budget, Counts.BEST), attempts).lateDaysUsed())
                .isBetween(0, budget);
    }

    @Property(tries = 500)
    void theOrderInWhichHandInsAreReadDoesNotMatter(
            @ForAll("attempts") List<Attempt> attempts, @ForAll("budgets") int budget, @ForAll long seed) {
        var shuffled = new ArrayList<>(attempts);
        Collections.shuffle(shuffled, new Random(seed));
        for (var counts : Counts.values()) {
            var one = Reckoning.of(policy(budget, counts), attempts);
            var other = Reckoning.of(policy(budget, counts), shuffled);
            assertThat(other.counting("a")).isEqualTo(one.counting("a"));
            assertThat(other.counting("b")).isEqualTo(one.counting("b"));
            assertThat(other.lateDaysUsed()).isEqualTo(one.lateDaysUsed());
        }
    }

    @Property(tries = 500)
    void whatCountsWasJudgedAndInTimeAndIsTheBestOrTheLastOfThose(
            @ForAll("attempts") List<Attempt> attempts, @ForAll("budgets") int budget) {
        var best = Reckoning.of(policy(budget, Counts.BEST), attempts);
        var last = Reckoning.of(policy(budget, Counts.LAST), attempts);
        var byId = attempts.stream().collect(Collectors.toMap(Attempt::id, one -> one));
        for (var lab : List.of("a", "b")) {
            var able = attempts.stream()
                    .filter(one -> one.lab().equals(lab) && one.kind() == Kind.JUDGED && !best.isTooLate(one.id()))
                    .toList();
            assertThat(best.counting(lab).isPresent()).isEqualTo(!able.isEmpty());
            best.counting(lab).map(byId::get).ifPresent(counting -> {
                assertThat(able)
                        .contains(counting)
                        .allSatisfy(other -> assertThat(counting.passed() && !other.passed()
                                        || counting.passed() == other.passed() && counting.earned() >= other.earned())
                                .isTrue());
            });
            last.counting(lab)
                    .map(byId::get)
                    .ifPresent(counting -> assertThat(able)
                            .allSatisfy(other -> assertThat(other.handedIn()).isBeforeOrEqualTo(counting.handedIn())));
        }
    }

    @Property(tries = 500)
    void aHandInInTimeIsNeverTooLateAndWithoutAPolicyNothingIs(
            @ForAll("attempts") List<Attempt> attempts, @ForAll("budgets") int budget) {
        var reckoning = Reckoning.of(policy(budget, Counts.BEST), attempts);
        var free = Reckoning.of(Policy.NONE, attempts);
        for (var attempt : attempts) {
            assertThat(free.isTooLate(attempt.id())).isFalse();
            if (!attempt.handedIn().isAfter(DUE)) {
                assertThat(reckoning.isTooLate(attempt.id())).isFalse();
            }
        }
        assertThat(free.lateDaysUsed()).isZero();
    }

    @Property(tries = 500)
    void aFaultNeverMakesALabDueEarlier(@ForAll("attempts") List<Attempt> attempts) {
        var reckoning = Reckoning.of(policy(3, Counts.BEST), attempts);
        for (var lab : List.of("a", "b")) {
            assertThat(reckoning.dueAt(lab).orElseThrow()).isEqualTo(DUE.plus(reckoning.extension(lab)));
            assertThat(reckoning.extension(lab)).isGreaterThanOrEqualTo(Duration.ZERO);
        }
    }

    @Property(tries = 500)
    void whatIsToldBeforeHandingInIsWhatHappens(
            @ForAll("attempts") List<Attempt> attempts, @ForAll("budgets") int budget) {
        var now = DUE.plus(Duration.ofDays(20));
        var before = Reckoning.of(policy(budget, Counts.BEST), attempts);
        var told = before.prospect(LAB, now);
        var after = new ArrayList<>(attempts);
        after.add(new Attempt(1000, LAB, now, Kind.JUDGED, 50, false, Duration.ZERO));

        var then = Reckoning.of(policy(budget, Counts.BEST), after);

        assertThat(then.isTooLate(1000)).isEqualTo(!told.counts());
        assertThat(then.lateDaysUsed() - before.lateDaysUsed()).isEqualTo(told.counts() ? told.more() : 0);
    }

    @Provide
    Arbitrary<Integer> budgets() {
        return Arbitraries.integers().between(0, 8);
    }

    @Provide
    Arbitrary<List<Attempt>> attempts() {
        return Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.integers().between(-50, 200),
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 100))
                .as((lab, hours, kind, earned) -> new Attempt(
                        0,
                        lab,
                        DUE.plus(Duration.ofHours(hours)),
                        kind,
                        earned,
                        earned >= 80,
                        kind != Kind.OPEN && earned % 3 == 0 ? Duration.ofMinutes(earned) : Duration.ZERO))
                .list()
                .ofMaxSize(12)
                .map(ReckoningTest::numbered);
    }

    private static List<Attempt> numbered(List<Attempt> drawn) {
        var numbered = new ArrayList<Attempt>();
        for (var one : drawn) {
            numbered.add(new Attempt(
                    numbered.size() + 1L,
                    one.lab(),
                    one.handedIn(),
                    one.kind(),
                    one.earned(),
                    one.passed(),
                    one.lost()));
        }
        return numbered;
    }

    private static Policy policy(int lateDays, Counts counts) {
        return new Policy(lateDays, Map.of("a", new LabPolicy("a", DUE, counts), "b", new LabPolicy("b", DUE, counts)));
    }

    private static Attempt judged(long id, int hoursAfterDue, int earned, boolean passed) {
        return new Attempt(
                id, LAB, DUE.plus(Duration.ofHours(hoursAfterDue)), Kind.JUDGED, earned, passed, Duration.ZERO);
    }

    private static Attempt attempt(long id, int hoursAfterDue, Kind kind, Duration lost) {
        return new Attempt(id, LAB, DUE.plus(Duration.ofHours(hoursAfterDue)), kind, 0, false, lost);
    }
}
