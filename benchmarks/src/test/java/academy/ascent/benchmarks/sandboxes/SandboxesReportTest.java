package academy.ascent.benchmarks.sandboxes;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.benchmarks.host.Machine;
import academy.ascent.benchmarks.report.BenchFigure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SandboxesReportTest {

    @Test
    void a_quantile_is_one_of_the_values() {
        List<Double> values =
                IntStream.rangeClosed(1, 20).mapToObj(Double::valueOf).toList();
        assertThat(SandboxesReport.quantile(values.reversed(), 0.95)).isEqualTo(19);
        assertThat(SandboxesReport.quantile(values, 0.5)).isEqualTo(10);
        assertThat(SandboxesReport.quantile(List.of(3.0), 0.95)).isEqualTo(3);
    }

    @Test
    void each_p95_has_its_target_and_a_start_is_told_as_a_multiple_of_a_bare_one() {
        SandboxesReport report = report(openAndKill(0.9, 0.8), null);
        assertThat(value(report, "bare: process start to first 200, median")).isEqualTo(0.5);
        assertThat(value(report, "of a bare start (no readiness probe, 2 times)"))
                .isEqualTo(1.8);
        assertThat(report.missed()).isFalse();
        assertThat(report(openAndKill(1.1, 0.8), null).missed()).isTrue();
        assertThat(report(openAndKill(0.9, 1.1), null).missed()).isTrue();
    }

    @Test
    void one_sandbox_that_does_not_serve_misses_the_target() {
        assertThat(report(null, many()).missed()).isFalse();
        assertThat(report(null, many("does not serve")).missed()).isTrue();
        assertThat(value(report(null, many()), "50 sandboxes at once: memory of their processes"))
                .isEqualTo(4.5);
    }

    @Test
    void the_file_holds_figures_rounds_and_the_hypervisors_share() throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode file = json.readTree(json.writeValueAsString(report(openAndKill(0.9, 0.8), many())));
        assertThat(file.get("stolen").doubleValue()).isEqualTo(0.01);
        assertThat(file.at("/openAndKill/rounds")).hasSize(4);
        assertThat(file.at("/manyAtOnce/failures")).isEmpty();
        assertThat(file.get("figures")).hasSizeGreaterThan(10);
    }

    private static SandboxesReport report(
            OpenAndKill.@Nullable Measured openAndKill, ManyAtOnce.@Nullable Measured many) {
        Machine machine = new Machine("a processor", 2, "6", "25", 0.1);
        return new SandboxesReport("2026-01-01T00:00:00Z", machine, 0.01, openAndKill, many);
    }

    /** The same each time. */
    private static OpenAndKill.Measured openAndKill(double answered, double again) {
        List<Round> rounds = Stream.of(Probed.values())
                .flatMap(probed -> Stream.generate(() -> new Round(probed, 0.1, answered, 0.4, again))
                        .limit(2))
                .toList();
        return new OpenAndKill.Measured(rounds, List.of(0.5, 0.5));
    }

    private static ManyAtOnce.Measured many(String... failures) {
        return new ManyAtOnce.Measured(50, List.of(failures), 40, 4_500_000_000L, 10);
    }

    private static double value(SandboxesReport report, String name) {
        return report.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .map(BenchFigure::value)
                .orElseThrow(() -> new AssertionError(name + " is not in " + report.figures()));
    }
}
