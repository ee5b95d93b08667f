package academy.ascent.reference.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void steadyDataAreCalledSteady() throws IOException {
        assertThat(compare(data("reference.csv", 0), data("current.csv", 0))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("age     steady   ks", "colour  steady   chisquare")
                .contains("0 of 2 columns have drifted: the data as a whole have not");
    }

    @Test
    void driftedDataAreCalledDrifted() throws IOException {
        assertThat(compare(data("reference.csv", 0), data("current.csv", 50))).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("age     DRIFTED  ks", "1 of 2 columns have drifted: the data have drifted");
    }

    @Test
    void jsonTellsEachColumnsTestStatisticAndVerdict() throws IOException {
        assertThat(compare(data("reference.csv", 0), data("current.csv", 50), "--json", "--test", "wasserstein"))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("\\s+", ""))
                .startsWith("{\"drifted\":true,\"drifted_columns\":1,\"columns\":[{\"name\":\"age\","
                        + "\"type\":\"numeric\",\"missing_in_reference\":0,\"missing_in_current\":0,"
                        + "\"test\":\"wasserstein\",\"statistic\":1.7")
                .contains("\"threshold\":0.1,\"drifted\":true}")
                .contains("\"type\":\"categorical\"", "\"test\":\"chisquare\"", "\"p_value\":");
    }

    @Test
    void aColumnWithoutValuesIsSaidNotToHaveBeenCompared() throws IOException {
        Path empty = file("empty.csv", Stream.of("age,colour", ",red", ",green", ",blue"));
        assertThat(compare(data("reference.csv", 0), empty)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("age     not compared: the current data have 0 values; 2 are needed");
    }

    @Test
    void aColumnThatDoesNotFitIsNamed() throws IOException {
        Path text = file("text.csv", Stream.of("age,colour", "old,red"));
        assertThat(compare(data("reference.csv", 0), text)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("text.csv, line 2: column \"age\" holds text");

        Path codes = file("codes.csv", Stream.of("age,colour", "1,2"));
        assertThat(compare(data("reference.csv", 0), codes)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("column \"colour\" holds only numbers, but text in");
    }

    @Test
    void aMistakenCallIsAnsweredWithTheUsage() {
        assertThat(run(Stream.of("only-one.csv"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage: compare REFERENCE.csv CURRENT.csv");
        assertThat(compare(folder, folder, "--test", "kolmogorov")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no test \"kolmogorov\"; take one of ks,");
    }

    private int compare(Path reference, Path current, String... options) {
        return run(Stream.concat(Stream.of(reference.toString(), current.toString()), Stream.of(options)));
    }

    private int run(Stream<String> arguments) {
        return CompareCommand.run(arguments.toList(), print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private Path data(String name, int shift) throws IOException {
        List<String> colours = List.of("red", "green", "blue");
        return file(
                name,
                Stream.concat(
                        Stream.of("age,colour"),
                        IntStream.range(0, 99).mapToObj(i -> (i + shift) + "," + colours.get(i % 3))));
    }

    private Path file(String name, Stream<String> lines) throws IOException {
        return Files.writeString(folder.resolve(name), lines.collect(Collectors.joining("\n")));
    }
}
