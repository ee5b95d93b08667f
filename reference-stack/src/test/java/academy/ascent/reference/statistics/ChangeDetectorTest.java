package academy.ascent.reference.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.samoa.moa.classifiers.core.driftdetection.ADWIN;
import org.junit.jupiter.api.Test;

class ChangeDetectorTest {
    @Test
    void anAdaptiveWindowDropsWhatCameBeforeTheChange() {
        SplittableRandom random = new SplittableRandom(1);
        AdaptiveWindow window = new AdaptiveWindow(0.002);
        assertThat(alarms(window, random, 10_000, 0.1)).isZero();
        assertThat(window.width()).isEqualTo(10_000);
        assertThat(alarms(window, random, 2_000, 0.3)).isPositive();
        assertThat(window.width()).isLessThan(3_000);
        assertThat(window.mean()).isEqualTo(0.3, within(0.05));
    }

    @Test
    void anAdaptiveWindowFindsAChangeAsSoonAsAnotherImplementation() {
        for (int seed = 0; seed < 20; seed++) {
            int ours = delay(new SplittableRandom(seed), new AdaptiveWindow(0.002)::update);
            int theirs = delay(new SplittableRandom(seed), new ADWIN(0.002)::setInput);
            assertThat(ours).isCloseTo(theirs, within(64));
        }
    }

    @Test
    void aMillionSteadyValuesHardlyEverCutAnAdaptiveWindow() {
        AdaptiveWindow window = new AdaptiveWindow(0.002);
        assertThat(alarms(window, new SplittableRandom(3), 1_000_000, 0.5)).isLessThanOrEqualTo(2);
        assertThat(window.mean()).isEqualTo(0.5, within(0.002));
    }

    @Test
    void anAdaptiveWindowFindsASmallChangeAfterAMillionValues() {
        SplittableRandom random = new SplittableRandom(4);
        AdaptiveWindow window = new AdaptiveWindow(0.002);
        alarms(window, random, 1_000_000, 0.5);
        assertThat(alarms(window, random, 20_000, 0.55)).isPositive();
        assertThat(window.mean()).isEqualTo(0.55, within(0.02));
    }

    @Test
    void pageAndHinkleyFindARiseAndAFall() {
        SplittableRandom random = new SplittableRandom(5);
        for (double shift : new double[] {1, -1}) {
            PageHinkley test = new PageHinkley(0.1, 50);
            for (int i = 0; i < 10_000; i++) {
                assertThat(test.update(random.nextGaussian())).isFalse();
            }
            int delay = 1;
            while (!test.update(random.nextGaussian() + shift)) {
                delay++;
            }
            assertThat(delay).isBetween(50, 100);
            assertThat(test.update(shift)).as("it begins anew").isFalse();
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new AdaptiveWindow(1)).hasMessageContaining("delta is 1.0");
        assertThatThrownBy(() -> new PageHinkley(0, 0)).hasMessageContaining("threshold 0.0");
    }

    private static int alarms(AdaptiveWindow window, SplittableRandom random, int values, double rate) {
        int alarms = 0;
        for (int i = 0; i < values; i++) {
            alarms += window.update(random.nextDouble() < rate ? 1 : 0) ? 1 : 0;
        }
        return alarms;
    }

    private static int delay(SplittableRandom random, Detector detector) {
        for (int i = 0; i < 3_000; i++) {
            detector.update(random.nextDouble() < 0.2 ? 1 : 0);
        }
        int delay = 0;
        while (!detector.update(random.nextDouble() < 0.4 ? 1 : 0)) {
            delay++;
        }
        return delay;
    }

    private interface Detector {
        boolean update(double value);
    }
}
