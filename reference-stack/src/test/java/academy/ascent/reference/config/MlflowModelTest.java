package academy.ascent.reference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowModelTest {
    private static final String ONNX = "flavors: {onnx: {data: model.onnx}, python_function: {data: model.onnx}}\n";

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void givenAFolder() throws IOException {
        model = Files.createDirectory(folder.resolve("m"));
        Files.writeString(model.resolve("model.onnx"), "model");
    }

    @Test
    void servesTheFileOfTheOnnxFlavour() throws IOException {
        ModelConfig config = read(ONNX, "");

        assertThat(config.file()).isEqualTo(model.resolve("model.onnx"));
        assertThat(config.columns()).isEmpty();
    }

    @Test
    void takesTheColumnsOfTheSignature() throws IOException {
        String signature = ONNX + """
                signature:
                  inputs: '[{"type": "double", "name": "a", "required": true}, {"type": "long", "name": "b c"}]'
                """;

        assertThat(read(signature, "").columns()).containsExactly("a", "b c");
        assertThat(read(signature, "").source().declares("columns")).isFalse();
        assertThat(read(signature, ", columns: [x]").columns()).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signature: null",
                "signature: {inputs: null}",
                "signature: {inputs: 'no JSON: ['}",
                "signature: {inputs: '{}'}",
                "signature: {inputs: '[{\"type\": \"any\", \"required\": true}]'}",
                "signature: {inputs: '[{\"type\": \"tensor\", \"name\": \"x\", \"tensor-spec\": {}}]'}",
                "signature: {inputs: '[{\"type\": \"double\", \"name\": \"a\"}, {\"type\": \"string\", \"name\": \"b\"}]'}",
                "signature: {inputs: '[{\"type\": \"double\", \"name\": \"a\"}, {\"type\": \"double\", \"name\": \"a\"}]'}",
            })
    void aSignatureWithoutNumericColumnsGivesNone(String signature) throws IOException {
        assertThat(read(ONNX + signature, "").columns()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flavors: {sklearn: {}, python_function: {}} | has the flavors [sklearn, python_function], but not onnx",
                "flavors: 5                                 | has the flavors [], but not onnx",
                "flavors: {onnx: {}}                        | the flavor onnx has no \"data\"",
                "flavors: {onnx: {data: [a]}}               | the flavor onnx has no \"data\"",
                "a: b                                       | has no \"flavors\"",
                "[a]                                        | is no mapping",
                "''                                         | is no mapping",
                "'a: ['                                     | line 1: malformed YAML",
            })
    void refusesADescriptionThatNamesNoOnnxFile(String description, String reason) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read(description, ""))
                .withMessageStartingWith(model.resolve("MLmodel").toString())
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../serving.yaml | climbs out of the served folder",
                "/etc/passwd     | climbs out of the served folder",
                "other.onnx      | there is no model \"other.onnx\" in the served folder",
                "data            | \"m/data\" is no file",
            })
    void refusesAFileThatIsNotInTheModelsFolder(String data, String reason) throws IOException {
        Files.createDirectory(model.resolve("data"));

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read("flavors: {onnx: {data: " + data + "}}", ""))
                .withMessageStartingWith(folder.resolve("serving.yaml") + ", line 1: ")
                .withMessageContaining(reason);
    }

    @Test
    void refusesADescriptionThatIsALinkOutOfTheFolder(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("MLmodel"), ONNX);
        Files.createSymbolicLink(model.resolve("MLmodel"), elsewhere.resolve("MLmodel"));

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> serve(""))
                .withMessageContaining("is a link out of the served folder");
    }

    @Test
    void refusesADescriptionThatIsNotUtf8() throws IOException {
        Files.write(model.resolve("MLmodel"), new byte[] {(byte) 0xff});

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> serve(""))
                .withMessageContaining("is not UTF-8");
    }

    private ModelConfig read(String description, String more) throws IOException {
        Files.writeString(model.resolve("MLmodel"), description);
        return serve(more);
    }

    private ModelConfig serve(String more) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), "models: [{name: m, path: m" + more + "}]");
        List<ModelConfig> models = ServingFile.read(folder).models();
        return models.getFirst();
    }
}
