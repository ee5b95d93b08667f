package academy.ascent.grader.check;

import static academy.ascent.grader.lab.GivenSettings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.grader.check.LoadJudge.Decision;
import academy.ascent.grader.check.Reservation.Amount;
import academy.ascent.grader.check.Reservation.Part;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks of load with a known cost. */
class CostVerdictTest {
    private static final String MONEY = "prices: {cpu-hour: 0.04, gib-hour: 0.01}\nper-million: 0.02\n";
    private static final String SETTINGS = "rate: 100/s\nfor: 8s\nwithin: 250ms\n";
    private static final int BLOCK = 200;
    private static final double ONE_MILLION_IN_HOURS = 1e6 / 100 / 3600;

    @Test
    void what_is_reserved_is_paid_although_less_is_used() {
        CostVerdict verdict = judge(MONEY, new Amount(0.1, 0.25), blocks(4, 0.5, 128, 0));
        CostVerdict.Bill bill = verdict.bill().orElseThrow();
        assertThat(bill.perMillion()).isCloseTo((0.1 * 0.04 + 0.25 * 0.01) * ONE_MILLION_IN_HOURS, within(1e-9));
        assertThat(bill.used().cores()).isCloseTo(0.05, within(1e-9));
        assertThat(bill.bounds().low()).isCloseTo(bill.perMillion(), within(1e-12));
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void what_is_used_is_paid_where_less_is_reserved() {
        // 3 ms of CPU for each of 100 requests a second are 0.3 cores.
        CostVerdict.Bill bill = judge(MONEY, new Amount(0.01, 0.01), blocks(4, 3, 512, 0))
                .bill()
                .orElseThrow();
        assertThat(bill.perMillion()).isCloseTo((0.3 * 0.04 + 0.5 * 0.01) * ONE_MILLION_IN_HOURS, within(1e-9));
        assertThat(bill.decision()).isEqualTo(Decision.OUTSIDE);
        assertThat(bill.certain()).isFalse();
    }

    @Test
    void an_answer_that_is_wrong_or_late_costs_and_earns_nothing() {
        Amount reserved = new Amount(0.1, 0.25);
        CostVerdict.Bill whole =
                judge(MONEY, reserved, blocks(4, 0.5, 128, 0)).bill().orElseThrow();
        CostVerdict.Bill half =
                judge(MONEY, reserved, blocks(4, 0.5, 128, BLOCK / 2)).bill().orElseThrow();
        assertThat(half.perMillion()).isCloseTo(2 * whole.perMillion(), within(1e-9));
        assertThat(half.decision()).isEqualTo(Decision.OUTSIDE);
    }

    @Test
    void reservations_that_cost_too_much_by_themselves_are_certain() {
        CostVerdict verdict = judge(MONEY, new Amount(1, 1), blocks(4, 0.5, 128, 0));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.isCertain()).isTrue();
    }

    @Test
    void a_block_without_a_right_answer_fails_without_any_number() {
        List<CostBlock> blocks = new ArrayList<>(blocks(1, 0.5, 128, 0));
        blocks.addAll(blocks(1, 0.5, 128, BLOCK));
        CostVerdict verdict = judge(MONEY + "cpu: 1.5x\n", new Amount(0.1, 0.1), blocks);
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.silent()).isTrue();
        assertThat(verdict.bill()).isEmpty();
        assertThat(verdict.isCertain()).isFalse();
    }

    @Test
    void work_is_told_beside_the_reference_and_not_by_itself() {
        assertThat(compare(3.0, 3.0).decision()).isEqualTo(Decision.INSIDE);
        assertThat(compare(3.0, 1.0).decision()).isEqualTo(Decision.OUTSIDE);
        assertThat(compare(3.0, 1.0).ratio()).isCloseTo(3, within(1e-9));
        assertThat(compare(3.0, 2.0).bounds().high()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void at_the_target_itself_wrong_verdicts_stay_below_five_percent() {
        Map<Decision, Integer> decisions = decisions(1.5, 1000);
        assertThat(decisions.getOrDefault(Decision.INSIDE, 0)).isLessThan(35);
        assertThat(decisions.getOrDefault(Decision.OUTSIDE, 0)).isLessThan(35);
    }

    @Test
    void what_stands_at_the_usual_margins_is_told_although_blocks_scatter_by_a_tenth() {
        assertThat(decisions(0.7 * 1.5, 200)).containsEntry(Decision.INSIDE, 200);
        assertThat(decisions(1.4 * 1.5, 200)).containsEntry(Decision.OUTSIDE, 200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate: 10/s, for: 8s, within: 1s, cpu: 2x | less than 50 requests to each of its 4 blocks",
                "rate: 100/s, for: 2s, within: 1s, cpu: 2x | must be from 4000ms to 20000ms",
                "rate: 100/s, for: 8s, within: 1s | is missing, and so is cpu",
                "rate: 100/s, for: 8s, within: 1s, per-million: 1 | need each other",
                "rate: 100/s, for: 8s, within: 1s, cpu: 1.5 | how many times as much, such as 1.5x",
                "rate: 100/s, for: 8s, within: 1s, cpu: 0x | must be more than zero",
                "rate: 100/s, for: 8s, within: 1s, cpu: 2x, margin: {per-million: {inside: 0.5}} | is not known here",
                "rate: 100/s, for: 8s, within: 1s, per-million: 1, prices: {cpu-hour: 1} | gib-hour is missing",
            })
    void says_which_settings_cannot_be_used(String yaml, String message) {
        assertThatThrownBy(() -> CostSettings.read(with("{" + yaml + "}")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(message);
    }

    /** How often each way is decided by the last look, with a scatter of 10 % from block to block. */
    private static Map<Decision, Integer> decisions(double ratio, int runs) {
        Map<Decision, Integer> decisions = new EnumMap<>(Decision.class);
        CostSettings settings = CostSettings.read(with(SETTINGS + "cpu: 1.5x\n"));
        for (int run = 0; run < runs; run++) {
            SplittableRandom random = new SplittableRandom(run);
            List<CostBlock> own = new ArrayList<>();
            List<CostBlock> reference = new ArrayList<>();
            Decision decision = Decision.OPEN;
            for (int look : settings.plan().looks()) {
                while (own.size() < look) {
                    own.addAll(blocks(1, ratio * scattered(random), 128, 0));
                    reference.addAll(blocks(1, scattered(random), 128, 0));
                }
                if (decision == Decision.OPEN) {
                    decision = work(settings, own, reference).decision();
                }
            }
            decisions.merge(decision, 1, Integer::sum);
        }
        return decisions;
    }

    private static double scattered(SplittableRandom random) {
        double normal = random.doubles(12).sum() - 6;
        return Math.exp(0.1 * normal / Math.sqrt(2));
    }

    private static CostVerdict.Work compare(double own, double reference) {
        CostSettings settings = CostSettings.read(with(SETTINGS + "cpu: 1.5x\n"));
        return work(settings, blocks(4, own, 128, 0), blocks(4, reference, 128, 0));
    }

    private static CostVerdict.Work work(CostSettings settings, List<CostBlock> own, List<CostBlock> reference) {
        return CostVerdict.of(settings, new Reservation(List.of()), own, reference)
                .work()
                .orElseThrow();
    }

    private static CostVerdict judge(String targets, Amount reserved, List<CostBlock> blocks) {
        Reservation reservation =
                new Reservation(List.of(new Part("k8s/a.yaml", "Deployment", "a", 2, reserved.times(0.5))));
        return CostVerdict.of(CostSettings.read(with(SETTINGS + targets)), reservation, blocks, blocks);
    }

    private static List<CostBlock> blocks(int count, double cpuMillis, int peakMebibytes, int bad) {
        List<Boolean> right = new ArrayList<>();
        for (int i = 0; i < BLOCK; i++) {
            // Spread evenly, so that they do not come in bursts.
            right.add((long) (i + 1) * bad / BLOCK == (long) i * bad / BLOCK);
        }
        Duration cpu = Duration.ofNanos(Math.round(cpuMillis * 1e6 * BLOCK));
        return Collections.nCopies(count, new CostBlock(cpu, (long) peakMebibytes << 20, right, 0, bad, 0));
    }
}
