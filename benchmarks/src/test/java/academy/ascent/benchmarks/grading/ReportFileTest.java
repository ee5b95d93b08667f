package academy.ascent.benchmarks.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.Machine;
import academy.ascent.benchmarks.report.BenchFigure;
import academy.ascent.grader.measure.GradingEvent.Durations;
import academy.ascent.grader.verdict.HostWitness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    private static final Submission INSIDE = Submission.known().getFirst();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ReportFile file;

    @BeforeEach
    void givenFile() {
        file = new ReportFile(folder.resolve("reports").resolve("bench-grading.json"));
    }

    @Test
    void what_an_earlier_run_graded_counts_in_the_one_that_continues_it() throws IOException {
        Tally tally = new Tally(List.of());
        tally.add(INSIDE, Neighbours.ONE_CPU, true, graded("passed"));
        tally.add(INSIDE, Neighbours.ONE_CPU, true, graded("failed"));
        tally.add(INSIDE, Neighbours.ONE_CPU, false, graded("passed"));
        List<BenchFigure> generator = List.of(BenchFigure.of("lag", "ms", 0.5).atMost(1));
        GradingReport written = report("one", 0.1).with(tally.cells()).withGenerator(generator);
        file.write(written);

        GradingReport earlier = file.earlier(report("one", 1.7));
        assertThat(earlier).isEqualTo(written);
        Tally continued = new Tally(earlier.verdicts());
        assertThat(continued.count(INSIDE, Neighbours.ONE_CPU, true)).isEqualTo(2);
        assertThat(continued.count(INSIDE, Neighbours.NONE, true)).isZero();
        assertThat(continued.size()).isEqualTo(3);
        continued.add(INSIDE, Neighbours.ONE_CPU, true, graded("passed"));
        assertThat(continued.cells().getFirst().gradings()).isEqualTo(3);
        assertThat(continued.cells().getFirst().wrong()).isEqualTo(1);
    }

    @Test
    void another_build_another_machine_or_nothing_at_all_cannot_be_continued() throws IOException {
        assertThatThrownBy(() -> file.earlier(report("one", 0)))
                .isInstanceOf(CannotMeasure.class)
                .hasMessageContaining("nothing to continue");
        file.write(report("one", 0));
        assertThatThrownBy(() -> file.earlier(report("two", 0)))
                .isInstanceOf(CannotMeasure.class)
                .hasMessageContaining("another build");
        Machine bigger = new Machine("x", 4, "6", "25", 0);
        GradingReport elsewhere = new GradingReport("", bigger, "one", List.of(), List.of(), List.of());
        assertThatThrownBy(() -> file.earlier(elsewhere))
                .isInstanceOf(CannotMeasure.class)
                .hasMessageContaining("another machine");
    }

    @Test
    void what_is_no_report_is_refused_and_not_overwritten() throws IOException {
        Files.createDirectories(file.path().getParent());
        Files.writeString(file.path(), "{\"verdicts\": [{\"gradings\": \"many\"}]");
        assertThatThrownBy(() -> file.earlier(report("one", 0)))
                .isInstanceOf(CannotMeasure.class)
                .hasMessageContaining("no report");
        assertThat(file.path()).content().contains("many");
    }

    private static Graded graded(String verdict) {
        HostWitness witness = new HostWitness("latency", 12, 0, 0, null, "none", true, true, "");
        return new Graded(
                verdict,
                "because",
                38.0,
                null,
                witness,
                new Durations(1000, 1000, 16_500, 4000, 21_500),
                Map.of(Laps.STARTING, 0.5));
    }

    private static GradingReport report(String build, double load) {
        Machine machine = new Machine("x", 2, "6", "25", load);
        return new GradingReport("2026-01-01T00:00:00Z", machine, build, List.of(), List.of(), List.of());
    }
}
