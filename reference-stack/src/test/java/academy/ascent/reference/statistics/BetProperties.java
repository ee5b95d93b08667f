package academy.ascent.reference.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class BetProperties {
    @Property
    void noPairOfRatesWithinTheMarginMakesTheStakeGrowOnAverage(
            @ForAll @DoubleRange(min = 0.01, max = 0.9) double baseline,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double excess,
            @ForAll @DoubleRange(max = 0.9) double margin,
            @ForAll @IntRange(min = 1, max = 50) int baselineTrials,
            @ForAll @IntRange(min = 1, max = 50) int candidateTrials,
            @ForAll @DoubleRange(max = 1) double trueBaseline,
            @ForAll @DoubleRange(max = 1) double shareOfAllowed) {
        double room = 1 - baseline;
        double allowed = margin * room;
        double candidate = baseline + allowed + excess * (room - allowed);
        Bet bet = Bet.on(baseline, candidate, allowed, baselineTrials, candidateTrials);
        double trueCandidate = shareOfAllowed * Math.min(1, trueBaseline + allowed);

        double growth = baselineTrials * Math.log(expected(trueBaseline, bet, true))
                + candidateTrials * Math.log(expected(trueCandidate, bet, false));

        assertThat(growth).isLessThanOrEqualTo(1e-9);
    }

    /** The expected growth of one trial of an arm whose true rate is given. */
    private static double expected(double rate, Bet bet, boolean ofBaseline) {
        return rate * growth(bet, ofBaseline, 1) + (1 - rate) * growth(bet, ofBaseline, 0);
    }

    private static double growth(Bet bet, boolean ofBaseline, int events) {
        Proportion outcome = new Proportion(events, 1);
        return Math.exp(ofBaseline ? bet.logGrowth(outcome, Proportion.NONE) : bet.logGrowth(Proportion.NONE, outcome));
    }
}
