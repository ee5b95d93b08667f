package academy.ascent.benchmarks.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
    private static Round round(double throughput, double others) {
        return new Round(throughput, 10, 0.5, others, 0, throughput / 2, 100, 250);
    }

    private static Standing.Measured measured(String name, Round... rounds) {
        return new Standing.Measured(name, new ArrayList<>(List.of(rounds)), 1);
    }

    private static Figure ratio(Standing.Measured one, Standing.Measured other) {
        return Figure.ratio("ratio", one, other, Round::throughput, "");
    }

    @Test
    void takesARatioWithinEachRound() {
        Figure figure = ratio(
                measured("a", round(10, 0), round(1, 0), round(30, 0)),
                measured("b", round(20, 0), round(2, 0), round(40, 0)));

        assertThat(figure.median()).isEqualTo(0.5);
        assertThat(figure.min()).isEqualTo(0.5);
        assertThat(figure.max()).isEqualTo(0.75);
        assertThat(figure.rounds()).isEqualTo(3);
        assertThat(figure.disturbed()).isFalse();
    }

    @Test
    void leavesRoundsOutInWhichOtherWorkTookPart() {
        Figure figure = ratio(
                measured("a", round(10, 0), round(10, 0.5), round(10, 0), round(10, 0)),
                measured("b", round(10, 0), round(1, 0), round(10, 0), round(10, 0)));

        assertThat(figure.max()).isEqualTo(1);
        assertThat(figure.rounds()).isEqualTo(3);
        assertThat(figure.disturbed()).isFalse();
    }

    @Test
    void decidesNothingWhereTooFewRoundsWereQuiet() {
        Figure figure = ratio(
                        measured("a", round(10, 0.5), round(10, 0.5), round(10, 0)),
                        measured("b", round(10, 0), round(10, 0), round(10, 0)))
                .aims(Target.atLeast(0.5));

        assertThat(figure.disturbed()).isTrue();
        assertThat(figure.rounds()).isEqualTo(3);
        assertThat(figure.met()).isNull();
    }

    @Test
    void meetsATargetFromTheRightSide() {
        Figure figure = ratio(measured("a", round(10, 0)), measured("b", round(20, 0)));

        assertThat(figure.aims(Target.atLeast(0.5)).met()).isTrue();
        assertThat(figure.aims(Target.atLeast(0.6)).met()).isFalse();
        assertThat(figure.aims(Target.atMost(0.5)).met()).isTrue();
        assertThat(figure.aims(Target.atMost(0.4)).met()).isFalse();
        assertThat(figure.met()).isNull();
    }
}
