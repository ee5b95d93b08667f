package academy.ascent.reference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.RegistryConfig.DeclaredLineage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySectionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void givenAModelAndData() throws IOException {
        for (String name : List.of("m.onnx", "cases.jsonl", "people.csv")) {
            Files.writeString(folder.resolve(name), "content");
        }
    }

    @Test
    void readsEverythingThatCanBeDeclared() throws IOException {
        RegistryConfig config = read("""
                {folder: state, gates: [
                  {stage: staging, model: m, golden-parity: {cases: cases.jsonl, tolerance: 0.01}},
                  {stage: staging, latency: {cases: cases.jsonl, p95: 20ms, requests: 500, warm-up: 5,
                    confidence: 0.9, timeout: 10s}},
                  {stage: production, fairness: {data: people.csv, columns: [a], group: g, label: l, positive: yes!,
                    output: o, index: 1, cut: 0.4, demographic-parity: 0.1, equalised-odds: 0.2, confidence: 0.9}},
                  {stage: production, approval: {people: 2}}],
                 lineage: [{model: m, version: "2", training-data: people.csv, run: r, parent: "1"}, {model: m}]}""").orElseThrow();

        assertThat(config.folder()).isEqualTo(folder.resolve("state"));
        Path cases = folder.resolve("cases.jsonl");
        Path people = folder.resolve("people.csv");
        assertThat(config.gatesInto(Stage.STAGING, "m"))
                .containsExactly(
                        new GateConfig.GoldenParity(cases, 0.01),
                        new GateConfig.Latency(cases, Duration.ofMillis(20), 500, 5, 0.9, Duration.ofSeconds(10)));
        assertThat(config.gatesInto(Stage.STAGING, "other")).hasSize(1);
        assertThat(config.gatesInto(Stage.PRODUCTION, "m"))
                .containsExactly(
                        new GateConfig.Fairness(
                                people,
                                List.of("a"),
                                "g",
                                "l",
                                "yes!",
                                "o",
                                1,
                                0.4,
                                Optional.of(0.1),
                                Optional.of(0.2),
                                0.9),
                        new GateConfig.Approval(2));
        assertThat(config.lineage())
                .containsExactly(
                        new DeclaredLineage("m", "2", Optional.of(people), Optional.of("r"), Optional.of("1")),
                        new DeclaredLineage("m", "1", Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void keepsNoRegistryUnlessItIsDeclared() throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), "models: [{name: m, path: m.onnx}]");

        assertThat(ServingFile.read(folder).registry()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{gates: []}                                              | registry has no \"folder\"",
                "{folder: s, gates: [{approval: {}}]}                     | stage must be staging or production",
                "{folder: s, gates: [{stage: retired, approval: {}}]}     | stage must be staging or production",
                "{folder: s, gates: [{stage: later, approval: {}}]}       | stage \"later\" is unknown",
                "{folder: s, gates: [{stage: staging}]}                   | an entry of gates names one gate",
                "{folder: s, gates: [{stage: staging, approval: {}, latency: {}}]} | an entry of gates names one gate",
                "{folder: s, gates: [{stage: staging, approval: {people: 0}}]} | people must be a whole number from 1",
                "{folder: s, gates: [{stage: staging, golden-parity: {}}]} | has no \"cases\"",
                "{folder: s, gates: [{stage: staging, golden-parity: {cases: none}}]} | there is no file of cases \"none\"",
                "{folder: s, gates: [{stage: staging, latency: {cases: cases.jsonl}}]} | latency needs p95",
                "{folder: s, gates: [{stage: staging, latency: {cases: cases.jsonl, p95: 1s, requests: 10}}]} | from 100",
                "{folder: s, gates: [{stage: staging, fairness: {data: people.csv, group: g, label: l, output: o}}]} | needs a bound",
                "{folder: s, lineage: [{version: \"1\"}]}                 | has no \"model\"",
                "{folder: s, lineage: [{model: mm}]}                      | there is no model \"mm\"",
                "{folder: s, gates: [{stage: staging, model: mm, approval: {}}]} | there is no model \"mm\"",
            })
    void refusesWhatIsWrongAtItsLine(String registry, String reason) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read(registry))
                .withMessageStartingWith(folder.resolve("serving.yaml") + ", line 2: ")
                .withMessageContaining(reason);
    }

    private Optional<RegistryConfig> read(String registry) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), "models: [{name: m, path: m.onnx}]\nregistry: " + registry);
        return ServingFile.read(folder).registry();
    }
}
