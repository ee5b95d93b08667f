package academy.ascent.reference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.protocol.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowFolderTest {
    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void givenAModelOfMlflow() throws IOException {
        model = Files.createDirectory(folder.resolve("m"));
        for (String file : List.of("MLmodel", "model.onnx", "weights.data")) {
            Files.copy(TestModels.FOLDER.resolve("mlflow").resolve(file), model.resolve(file));
        }
    }

    @Test
    void itsWeightsMayLieInAFileBesideAndItsColumnsInTheSignature() throws IOException {
        try (Model loaded = load("")) {
            assertThat(loaded.metadata().inputs().getFirst().columns()).isEqualTo(TestModels.IRIS_COLUMNS);

            Tensor scores = loaded.infer(loaded.example()).outputs().getFirst();
            assertThat(scores.shape()).containsExactly(1, 3);
        }
    }

    @Test
    void aSignatureThatDoesNotFitTheModelIsPassedOver() throws IOException {
        Path description = model.resolve("MLmodel");
        Files.writeString(description, Files.readString(description).replace("sepal width", "features"));

        try (Model loaded = load("")) {
            assertThat(loaded.metadata().inputs().getFirst().columns()).isEmpty();
        }
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> load(", columns: [a]"))
                .withMessageContaining("1 columns are declared");
    }

    @Test
    void refusesWeightsThatLieOutsideOfTheFolderOrAreNotThere(@TempDir Path elsewhere) throws IOException {
        Path weights = model.resolve("weights.data");
        Path moved = elsewhere.resolve("weights.data");
        Files.move(weights, moved);

        assertDoesNotLoad();
        Files.createSymbolicLink(weights, moved);
        assertDoesNotLoad();
    }

    private void assertDoesNotLoad() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> load(""))
                .withMessageContaining("the model does not load: ")
                .withMessageContaining("External data path");
    }

    private Model load(String more) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), "models: [{name: m, path: m" + more + "}]");
        ModelConfig config = ServingFile.read(folder).models().getFirst();
        return Model.load(config, new ModelEvents() {});
    }
}
