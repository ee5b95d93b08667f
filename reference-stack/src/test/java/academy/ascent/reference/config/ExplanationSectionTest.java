package academy.ascent.reference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationSectionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void givenAModelAndData() throws IOException {
        Files.writeString(folder.resolve("m.onnx"), "model");
        Files.writeString(folder.resolve("train.csv"), "a\n1\n");
    }

    @Test
    void readsEverythingThatCanBeDeclared() throws IOException {
        assertThat(read("""
                [{name: m, reference: train.csv, reference-rows: 50, columns: [b, a], output: p, index: 1,
                  samples: 400, standard-error: 0.001, seed: 7, at-once: 2, timeout: 3s}]""")).singleElement().satisfies(explanation -> {
            assertThat(explanation.predictor()).isEqualTo("m");
            assertThat(explanation.reference()).isRegularFile();
            assertThat(explanation.referenceRows()).isEqualTo(50);
            assertThat(explanation.columns()).containsExactly("b", "a");
            assertThat(explanation.output()).isEqualTo("p");
            assertThat(explanation.index()).isEqualTo(1);
            assertThat(explanation.samples()).isEqualTo(400);
            assertThat(explanation.standardError()).isEqualTo(0.001);
            assertThat(explanation.seed()).isEqualTo(7);
            assertThat(explanation.atOnce()).isEqualTo(2);
            assertThat(explanation.timeout()).isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    void asksForNothingMoreThanItMust() throws IOException {
        assertThat(read("[{name: m, reference: train.csv, output: p}]")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{reference: train.csv, output: p}]                       | explanations[0] has no \"name\"",
                "[{name: m, output: p}]                                    | explanations[0] has no \"reference\"",
                "[{name: m, reference: train.csv}]                         | explanations[0] has no \"output\"",
                "[{name: m, reference: none.csv, output: p}]               | there is no reference data \"none.csv\"",
                "[{name: m, reference: train.csv, output: p, samples: 7}]  | samples must be a whole number from 8",
                "[{name: m, reference: train.csv, output: p, sample: 10}]  | unknown key \"sample\"",
                "[{name: m, reference: train.csv, output: p}, {name: m, reference: train.csv, output: q}] | explained twice",
            })
    void refusesWhatIsWrongAtItsLine(String explanations, String reason) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read(explanations))
                .withMessageStartingWith(folder.resolve("serving.yaml") + ", line 2: ")
                .withMessageContaining(reason);
    }

    private List<ExplanationConfig> read(String explanations) throws IOException {
        Files.writeString(
                folder.resolve("serving.yaml"), "models: [{name: m, path: m.onnx}]\nexplanations: " + explanations);
        return ServingFile.read(folder).explanations();
    }
}
