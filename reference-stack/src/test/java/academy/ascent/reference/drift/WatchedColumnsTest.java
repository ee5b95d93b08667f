package academy.ascent.reference.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.drift.report.ColumnReport;
import academy.ascent.reference.statistics.DriftResult;
import academy.ascent.reference.statistics.DriftTest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchedColumnsTest {
    @TempDir
    private Path folder;

    @Test
    void choosesTestsByTypeAndSizeUnlessTold() {
        GivenMonitor given = new GivenMonitor(folder);

        assertThat(tests(given.withReference(900, 1).monitor("window: {rows: 100}")))
                .isEqualTo(Map.of(
                        "a", DriftTest.KOLMOGOROV_SMIRNOV,
                        "b", DriftTest.KOLMOGOROV_SMIRNOV,
                        "c", DriftTest.KOLMOGOROV_SMIRNOV,
                        "plan", DriftTest.CHI_SQUARE));
        assertThat(tests(given.withReference(1100, 1)
                        .monitor("window: {rows: 100}, tests: {b: psi, plan: psi}, thresholds: {b: 0.7}")))
                .isEqualTo(Map.of(
                        "a", DriftTest.WASSERSTEIN,
                        "b", DriftTest.POPULATION_STABILITY,
                        "c", DriftTest.WASSERSTEIN,
                        "plan", DriftTest.POPULATION_STABILITY));
    }

    @Test
    void aNumericColumnMayBeCalledCategorical() {
        String rows = IntStream.range(0, 40)
                .mapToObj(row -> row % 4 + ".0,1." + row + "," + row + ",basic")
                .collect(Collectors.joining("\n"));
        DriftMonitor monitor = new GivenMonitor(folder)
                .withReference("a,b,c,plan\n" + rows)
                .monitor("window: {rows: 10}, types: {a: categorical}");
        IntStream.range(0, 10)
                .forEach(row -> monitor.predicted(
                        GivenMonitor.row(null, new float[] {row % 5, 1, 1}, "basic"), GivenMonitor.answer(0)));
        monitor.work();

        ColumnReport a = monitor.report().window().orElseThrow().columns().getFirst();
        assertThat(a.numeric()).isFalse();
        assertThat(a.picture().bins()).containsExactly("0", "1", "2", "3", "new");
        assertThat(a.quality().getLast().current()).isEqualTo(0.2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "columns: [a, d]                | columns names \"d\", which is not watched",
                "tests: {d: psi}                | tests names \"d\", which is not watched; there are",
                "columns: [a], types: {b: numeric}  | types names \"b\", which is not watched",
                "types: {plan: numeric}         | \"plan\" comes as text; it can only be categorical",
                "tests: {plan: wasserstein}     | \"plan\" is categorical, but wasserstein needs numbers",
                "'prediction: {output: q}'      | there is no output \"q\"; there are [p, label]",
                "'prediction: {output: p, index: 1}' | has no column \"prediction\"; it has [id, a, b, c, plan",
                "'prediction: {output: p, index: 1, column: plan}' | line 2: column \"plan\" holds text",
                "'streams: [{of: plan}]'        | \"plan\" is no watched numeric column; only numbers can be followed",
            })
    void refusesWhatDoesNotFit(String settings, String message) {
        GivenMonitor given = new GivenMonitor(folder).withReference(50, 1);

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> given.monitor(settings))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a,b,plan\\n1,2,x\\n1,2,x'          | has no column \"c\"; it has [a, b, plan]",
                "'a,b,c,plan\\n1,2,,x\\n1,2,,x'      | column \"c\" has 0 values; at least two are needed",
                "'a,b,c,plan\\n1,2,3,x\\n1,x,3,x'    | column \"b\" holds text",
                "'a,b,c,plan\\n1,2,3,x\\n1,2,3'      | line 3: has 3 cells",
            })
    void refusesReferenceDataThatLackWhatIsWatched(String csv, String message) {
        GivenMonitor given = new GivenMonitor(folder).withReference(csv.replace("\\n", "\n"));

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> given.monitor("types: {b: numeric}"))
                .withMessageContaining("reference.csv")
                .withMessageContaining(message);
    }

    @Test
    void refusesAColumnWithTooManyCategories() {
        String rows = IntStream.range(0, 1001).mapToObj(row -> "1,2,3,x" + row).collect(Collectors.joining("\n"));

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> new GivenMonitor(folder)
                        .withReference("a,b,c,plan\n" + rows)
                        .monitor(""))
                .withMessageContaining("\"plan\" has 1001 categories; at most 1000 can be compared");
    }

    private static Map<String, DriftTest> tests(DriftMonitor monitor) {
        Random random = new Random(1);
        IntStream.range(0, 100).forEach(_ -> monitor.predicted(GivenMonitor.row(random, 0), GivenMonitor.answer(0)));
        monitor.work();
        return monitor.report().window().orElseThrow().columns().stream()
                .collect(Collectors.toMap(ColumnReport::name, column -> ((DriftResult) column.drift()).test()));
    }
}
