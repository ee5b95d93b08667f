package academy.ascent.benchmarks.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.benchmarks.host.Machine;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Round ROUND = new Round(30_000, 33, 0.6, 0.01, 0.02, 15_000, 90, 240);

    @TempDir
    private Path folder;

    private static Report givenReport(boolean disturbed) {
        Figure figure = Figure.of("throughput, ours / baseline", "x", disturbed, DoubleStream.of(0.7), "closed loop")
                .aims(Target.atLeast(0.8));
        List<Standing> standings = List.of(
                new Standing.Measured("ours", List.of(ROUND), 100_000_000),
                new Standing.NotMeasured("BentoML", "no Python"));
        return new Report(
                "2026-01-01T00:00:00Z",
                true,
                Plan.QUICK,
                List.of("-Xmx64m"),
                new Machine("a processor", 2, "6.1", "25", 0.1),
                1.5,
                List.of(new Findings("limit", standings, List.of(figure))));
    }

    @Test
    void writesEachFigureWithItsConditions() throws IOException {
        Path file = folder.resolve("reports/bench.json");
        givenReport(false).write(file);

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        JsonNode figure = json.at("/findings/0/figures/0");
        assertThat(figure.get("median").doubleValue()).isEqualTo(0.7);
        assertThat(figure.get("conditions").textValue()).isEqualTo("closed loop");
        assertThat(figure.at("/target/bound").doubleValue()).isEqualTo(0.8);
        assertThat(figure.get("met").booleanValue()).isFalse();
        assertThat(json.at("/findings/0/standings/0/rounds/0/quiet").booleanValue())
                .isTrue();
        assertThat(json.at("/findings/0/standings/1/reason").textValue()).isEqualTo("no Python");
        assertThat(json.at("/plan/closed").textValue())
                .isEqualTo(Plan.QUICK.closed().toString());
        assertThat(json.at("/machine/loadAverage").doubleValue()).isEqualTo(0.1);
    }

    @Test
    void tellsPeopleWhatMissedAndWhatWasNotMeasured() {
        assertThat(printed(givenReport(false)))
                .contains("throughput, ours / baseline")
                .contains("✗ ≥ 0.80")
                .contains("not measured: BentoML: no Python");
        assertThat(givenReport(false).missed()).isTrue();
    }

    @Test
    void decidesNothingOnADisturbedMachine() {
        assertThat(printed(givenReport(true))).contains("? ≥ 0.80").contains("not to be quoted");
        assertThat(givenReport(true).missed()).isFalse();
    }

    private static String printed(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, UTF_8));
        return bytes.toString(UTF_8);
    }
}
