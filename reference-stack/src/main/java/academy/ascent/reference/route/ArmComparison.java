package academy.ascent.reference.route;

import academy.ascent.reference.route.RouteReport.Comparison;
import academy.ascent.reference.statistics.Proportion;
import academy.ascent.reference.statistics.ProportionTest;
import academy.ascent.reference.statistics.SequentialTest;
import java.util.Optional;

/**
 * The success rates of two arms compared in two ways: once, when the sample that was declared beforehand is there, and
 * always. A fixed test that is looked at again and again until it says what one hopes for errs far more often than its
 * alpha; so this one is made with the first {@code sample} outcomes of each arm, and never again.
 */
final class ArmComparison {
    private final String firstName;
    private final String secondName;
    private final double alpha;
    private final int sample;
    private final SequentialTest better;
    private final SequentialTest worse;
    private Proportion first = Proportion.NONE;
    private Proportion second = Proportion.NONE;
    private Proportion firstSample = Proportion.NONE;
    private Proportion secondSample = Proportion.NONE;

    ArmComparison(String firstName, String secondName, double alpha, int sample) {
        this.firstName = firstName;
        this.secondName = secondName;
        this.alpha = alpha;
        this.sample = sample;
        this.better = new SequentialTest(alpha / 2);
        this.worse = new SequentialTest(alpha / 2);
    }

    void first(boolean success) {
        first = first.plus(success);
        firstSample = firstSample.trials() < sample ? first : firstSample;
        better.observeBaseline(success);
        worse.observeBaseline(!success);
    }

    void second(boolean success) {
        second = second.plus(success);
        secondSample = secondSample.trials() < sample ? second : secondSample;
        better.observeCandidate(success);
        worse.observeCandidate(!success);
    }

    Comparison report() {
        boolean sampled = firstSample.trials() == sample && secondSample.trials() == sample;
        return new Comparison(
                firstName,
                secondName,
                alpha,
                first.trials() > 0 && second.trials() > 0 ? test(first, second) : Optional.empty(),
                sampled ? test(firstSample, secondSample) : Optional.empty(),
                better.pValue(),
                worse.pValue());
    }

    private Optional<ProportionTest> test(Proportion one, Proportion other) {
        return Optional.of(ProportionTest.compare(one, other, alpha));
    }
}
