package academy.ascent.benchmarks.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.benchmarks.host.Machine;
import academy.ascent.benchmarks.report.BenchFigure;
import academy.ascent.grader.measure.GradingEvent.Durations;
import academy.ascent.grader.verdict.HostWitness;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GradingReportTest {
    private static final Submission INSIDE = Submission.known().getFirst();
    private static final Submission OUTSIDE = Submission.known().get(1);
    /** Beside 4 s of waiting, 5 s of warming up and 10 s of measuring. */
    private static final Map<String, Double> LAPS =
            Map.of(Laps.STARTING, 0.5, "check deploy", 2.0, "check latency", 19.25, Laps.CLOSING, 0.125);

    @Test
    void a_verdict_is_wrong_if_it_was_given_and_is_not_the_deserved_one() {
        Cell inside = cell(INSIDE, true, graded("passed", 38.0), graded("failed", 61.0), graded("inconclusive", 49.0));
        assertThat(inside.wrong()).isEqualTo(1);
        assertThat(inside.undecided()).isEqualTo(1);
        assertThat(inside.naiveWrong()).isEqualTo(1);
        Cell outside = cell(OUTSIDE, true, graded("passed", 40.0), graded("failed", 61.0), graded("faulted", null));
        assertThat(outside.wrong()).isEqualTo(1);
        assertThat(outside.undecided()).isEqualTo(1);
        assertThat(outside.naiveWrong()).isEqualTo(2);
        assertThat(inside.line()).contains("3 graded  1 wrong  1 undecided").contains("inconclusive: because");
    }

    @Test
    void one_wrong_verdict_misses_and_so_do_many_undecided_ones_but_only_where_protected() {
        assertThat(report(cell(INSIDE, true, graded("passed", 38.0))).missed()).isFalse();
        assertThat(report(cell(INSIDE, true, graded("failed", 38.0))).missed()).isTrue();
        assertThat(report(cell(INSIDE, true, graded("inconclusive", 38.0))).missed())
                .isTrue();
        assertThat(report(cell(INSIDE, false, graded("inconclusive", 38.0))).missed())
                .isFalse();
        assertThat(report(cell(INSIDE, false, graded("failed", 38.0))).missed()).isTrue();
    }

    @Test
    void undecided_gradings_are_counted_apart_where_the_hypervisor_took_nothing() {
        GradingReport report = report(
                cell(INSIDE, true, graded("passed", 38.0), graded("inconclusive", 38.0), stolen(0.021), stolen(0.5)));
        assertThat(valueOf(report.figures(), "protected: undecided")).isEqualTo(0.75);
        assertThat(valueOf(report.figures(), "at most 2 % of the CPU")).isEqualTo(0.5);
        assertThat(report(cell(INSIDE, true, stolen(0.021))).figures())
                .noneMatch(figure -> figure.name().endsWith("at most 2 % of the CPU"));
    }

    @Test
    void the_overhead_leaves_out_waiting_warming_up_and_measuring_and_says_where_the_rest_went() {
        List<BenchFigure> figures =
                report(cell(INSIDE, true, graded("passed", 38.0))).figures();
        assertThat(figures).anySatisfy(figure -> {
            assertThat(figure.name()).endsWith("all but measuring, to the verdict");
            assertThat(figure.value()).isCloseTo(2.75, within(1e-9));
            assertThat(figure.most()).isEqualTo(3);
        });
        assertThat(valueOf(figures, "of it starting the grader")).isEqualTo(0.5);
        assertThat(valueOf(figures, "of it check deploy")).isEqualTo(2);
        assertThat(valueOf(figures, "of it check latency")).isCloseTo(0.25, within(1e-9));
        assertThat(valueOf(figures, Laps.CLOSING)).isEqualTo(0.125);
    }

    @Test
    void the_overhead_is_told_for_each_server_by_itself() {
        Submission other = new Submission("other", Submission.STACK, "", true);
        assertThat(report(cell(INSIDE, true, graded("passed", 38.0)), cell(other, true, graded("passed", 38.0)))
                        .figures())
                .extracting(BenchFigure::name)
                .filteredOn(name -> name.endsWith("all but measuring, to the verdict"))
                .containsExactly(
                        "a grading of “known” beside no neighbour, median of 1: all but measuring, to the verdict",
                        "a grading of “stack” beside no neighbour, median of 1: all but measuring, to the verdict");
    }

    private static double valueOf(List<BenchFigure> figures, String name) {
        return figures.stream()
                .filter(figure -> figure.name().endsWith(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static Cell cell(Submission submission, boolean isProtected, Graded... each) {
        return Cell.of(submission, Neighbours.NONE, isProtected, List.of(each), 50);
    }

    private static Graded stolen(double share) {
        return graded("inconclusive", 38.0, share);
    }

    private static Graded graded(String verdict, @Nullable Double p95) {
        return graded(verdict, p95, 0);
    }

    private static Graded graded(String verdict, @Nullable Double p95, double steal) {
        HostWitness witness = new HostWitness("latency", 12, steal, 0, null, "none", true, true, "");
        return new Graded(
                verdict, "because", p95, 10.0, witness, new Durations(1000, 1000, 16_500, 4000, 21_500), LAPS);
    }

    private static GradingReport report(Cell... cells) {
        return new GradingReport(
                "2026-01-01T00:00:00Z",
                new Machine("x", 2, "6", "25", 0),
                "build",
                List.of(cells),
                List.of(),
                List.of());
    }
}
