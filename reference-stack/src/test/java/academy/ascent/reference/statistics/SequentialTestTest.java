package academy.ascent.reference.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequentialTestTest {
    private static final double ALPHA = 0.05;
    private static final int RUNS = 1_000;
    private static final int PAIRS = 2_000;

    @Test
    void equalRatesRarelyAlarmThoughLookedAtAfterEveryPair() {
        for (double rate : new double[] {0.002, 0.05, 0.5}) {
            assertThat(alarms(rate, rate, 0, 1)).as("rate %s", rate).isLessThanOrEqualTo(nominal());
        }
    }

    @Test
    void anExcessWithinTheMarginRarelyAlarms() {
        assertThat(alarms(0.05, 0.07, 0.02, 1)).isLessThanOrEqualTo(nominal());
        assertThat(alarms(0.01, 0.02, 0.02, 1)).isLessThanOrEqualTo(nominal());
    }

    @Test
    void aSmallShareOfTrafficRarelyAlarms() {
        assertThat(alarms(0.05, 0.05, 0, 19)).isLessThanOrEqualTo(nominal());
    }

    @Test
    void ratesThatMoveTogetherRarelyAlarm() {
        int alarms = 0;
        SplittableRandom random = new SplittableRandom(5);
        for (int run = 0; run < RUNS; run++) {
            SequentialTest test = new SequentialTest(ALPHA);
            for (int i = 0; i < PAIRS; i++) {
                double rate = i / 100 % 2 == 0 ? 0.01 : 0.3;
                test.observeBaseline(random.nextDouble() < rate);
                test.observeCandidate(random.nextDouble() < rate);
            }
            alarms += test.candidateIsWorse() ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(nominal());
    }

    @Test
    void aFixedTestLookedAtAfterEveryPairAlarmsOften() {
        int alarms = 0;
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < RUNS; run++) {
            alarms += fixedTestEverAlarms(random) ? 1 : 0;
        }
        assertThat(alarms).isGreaterThan(4 * nominal());
    }

    @Test
    void aWorseCandidateIsFound() {
        assertThat(alarms(0.02, 0.1, 0, 1)).isGreaterThan(RUNS * 99 / 100);
        assertThat(alarms(0.02, 0.1, 0.01, 1)).isGreaterThan(RUNS * 99 / 100);
        assertThat(alarms(0.02, 0.1, 0, 19)).isGreaterThan(RUNS * 99 / 100);
    }

    @Test
    void aBetterCandidateNeverAlarms() {
        assertThat(alarms(0.1, 0.02, 0, 1)).isLessThan(RUNS / 200);
    }

    @Test
    void aBrokenCandidateIsFoundWithinTwentyTrials() {
        SequentialTest test = new SequentialTest(0.01);
        int trials = 0;
        while (!test.candidateIsWorse()) {
            test.observeBaseline(false);
            test.observeCandidate(true);
            trials++;
        }
        assertThat(trials).isLessThan(20);
        assertThat(test.pValue()).isLessThanOrEqualTo(0.01);
    }

    @Test
    void anAlarmStays() {
        SequentialTest test = new SequentialTest(0.01);
        test.observe(new Proportion(1, 100), new Proportion(20, 100));
        test.observe(new Proportion(1, 100), new Proportion(20, 100));
        assertThat(test.candidateIsWorse()).isTrue();
        test.observe(new Proportion(0, 100_000), new Proportion(0, 100_000));
        assertThat(test.candidateIsWorse()).isTrue();
    }

    @Test
    void aBlockWaitsForBothArms() {
        SequentialTest test = new SequentialTest(ALPHA);
        test.observe(new Proportion(1, 10), Proportion.NONE);
        assertThat(test.baseline()).isEqualTo(Proportion.NONE);
        test.observeCandidate(false);
        assertThat(test.baseline()).isEqualTo(new Proportion(1, 10));
        assertThat(test.candidate()).isEqualTo(new Proportion(0, 1));
        assertThat(test.pValue()).isEqualTo(1);
    }

    @Test
    void anAlphaOrMarginOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new SequentialTest(0)).hasMessageContaining("alpha is 0.0");
        assertThatThrownBy(() -> new SequentialTest(0.05, -0.1)).hasMessageContaining("margin is -0.1");
        assertThatThrownBy(() -> new Proportion(2, 1)).hasMessageContaining("2 events in 1 trials");
    }

    private static int alarms(double baseline, double candidate, double margin, int baselineTrialsPerCandidateTrial) {
        SplittableRandom random = new SplittableRandom(11);
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            SequentialTest test = new SequentialTest(ALPHA, margin);
            for (int i = 0; i < PAIRS && !test.candidateIsWorse(); i++) {
                for (int j = 0; j < baselineTrialsPerCandidateTrial; j++) {
                    test.observeBaseline(random.nextDouble() < baseline);
                }
                test.observeCandidate(random.nextDouble() < candidate);
            }
            alarms += test.candidateIsWorse() ? 1 : 0;
        }
        return alarms;
    }

    private static boolean fixedTestEverAlarms(SplittableRandom random) {
        Proportion first = Proportion.NONE;
        Proportion second = Proportion.NONE;
        for (int i = 0; i < PAIRS; i++) {
            first = first.plus(random.nextDouble() < 0.2);
            second = second.plus(random.nextDouble() < 0.2);
            if (i >= 20 && ProportionTest.pValue(ProportionTest.z(first, second)) < ALPHA) {
                return true;
            }
        }
        return false;
    }

    private static int nominal() {
        return (int) (ALPHA * RUNS);
    }
}
