package academy.ascent.reference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServingFileTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void givenAModel() throws IOException {
        Files.writeString(folder.resolve("m.onnx"), "model");
    }

    @Test
    void readsEverythingThatCanBeDeclared() throws IOException {
        ServingConfig config = read("""
                server: {host: 127.0.0.1, port: 9000, grpc-port: 9001}
                models:
                  - name: tumour
                    path: m.onnx
                    version: "3"
                    columns: [a, b c]
                    outputs: [p]
                    threads: 2
                    keep-loaded: 30s
                """);

        assertThat(config.server())
                .isEqualTo(
                        new ServerConfig("127.0.0.1", 9000, OptionalInt.of(9001), 1 << 20, 512, OptionalLong.empty()));
        assertThat(config.models()).singleElement().satisfies(model -> {
            assertThat(model.name()).isEqualTo("tumour");
            assertThat(model.version()).isEqualTo("3");
            assertThat(model.file()).isRegularFile();
            assertThat(model.columns()).containsExactly("a", "b c");
            assertThat(model.outputs()).containsExactly("p");
            assertThat(model.threads()).isEqualTo(2);
            assertThat(model.keepLoaded()).isEqualTo(new KeepLoaded.WhileUsed(Duration.ofSeconds(30)));
        });
    }

    @Test
    void fillsInWhatIsLeftOut() throws IOException {
        ServingConfig config = read("models: [{name: m, path: m.onnx}]");

        assertThat(config.server())
                .isEqualTo(new ServerConfig("0.0.0.0", 8080, OptionalInt.empty(), 1 << 20, 512, OptionalLong.empty()));
        assertThat(config.models()).singleElement().satisfies(model -> {
            assertThat(model.version()).isEqualTo("1");
            assertThat(model.columns()).isEmpty();
            assertThat(model.outputs()).isEmpty();
            assertThat(model.threads()).isEqualTo(1);
            assertThat(model.keepLoaded()).isEqualTo(new KeepLoaded.Always());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port: 8080                        | unknown key \"port\" in the file; known are access, ",
                "server: {}                        | \"models\" is missing",
                "models: []                        | models must be a list with at least one entry",
                "models: {name: m}                 | models must be a list",
                "models: [m]                       | models[0] must be a mapping with the keys batching, cache, columns,",
                "models: [{path: m.onnx}]          | models[0] has no \"name\"",
                "models: [{name: m}]               | models[0] has no \"path\"",
                "models: [{name: m, path: m.onnx, colums: [a]}]  | unknown key \"colums\" in models[0]",
                "models: [{name: m, name: n, path: m.onnx}]      | the key \"name\" stands twice in models[0]",
                "models: [{name: 7, path: m.onnx}]               | models[0].name must be text; put it in quotes: \"7\"",
                "models: [{name: a/b, path: m.onnx}]             | cannot stand in an address",
                "models: [{name: [m], path: m.onnx}]             | models[0].name must be text",
                "models: [{name: m, path: m.onnx, version: 1}]   | version must be text; put it in quotes: \"1\"",
                "models: [{name: m, path: m.onnx, columns: a}]   | columns must be a list",
                "models: [{name: m, path: m.onnx, columns: []}]  | columns must be a list with at least one entry",
                "models: [{name: m, path: m.onnx, columns: [a, a]}]     | models[0].columns has \"a\" twice",
                "models: [{name: m, path: m.onnx, columns: [1]}]        | columns[0] must be text",
                "models: [{name: m, path: m.onnx, threads: 0}]          | threads must be a whole number from 1 to 64, not 0",
                "models: [{name: m, path: m.onnx, threads: two}]        | threads must be a whole number",
                "models: [{name: m, path: m.onnx, threads: 99999999999}] | threads must be a whole number",
                "models: [{name: m, path: m.onnx, keep-loaded: soon}]   | \"always\" or a duration such as 0s",
                "models: [{name: m, path: ../m.onnx}]            | climbs out of the served folder",
                "models: [{name: m, path: /etc/passwd}]          | climbs out of the served folder",
                "models: [{name: m, path: n.onnx}]               | there is no model \"n.onnx\"",
                "models: [{name: m, path: .}]                    | is a folder without the file MLmodel",
                "models: [{name: m, path: m.onnx}, {name: m, path: m.onnx}] | two models have the name \"m\"",
                "server: {port: 70000}             | server.port must be a whole number from 0 to 65535, not 70000",
                "server: {port: eighty}            | server.port must be a whole number",
                "server: {grpc-port: 70000}        | server.grpc-port must be a whole number from 0 to 65535",
                "server: {grpc-port: 8080}         | HTTP and gRPC cannot both listen on port 8080",
                "server: {host: 1}                 | server.host must be text",
                "'models: [{'                      | malformed YAML",
                "a: &a [*a]                        | unknown key \"a\"",
            })
    void refusesWhatIsWrongAtItsLine(String content, String reason) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read("\n" + content))
                .withMessageStartingWith(folder.resolve("serving.yaml") + ", line 2: ")
                .withMessageContaining(reason);
    }

    @Test
    void refusesALinkOutOfTheFolder(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("m.onnx"), "model");
        Files.createSymbolicLink(folder.resolve("link.onnx"), elsewhere.resolve("m.onnx"));

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read("models: [{name: m, path: link.onnx}]"))
                .withMessageContaining("is a link out of the served folder");
    }

    @Test
    void takesALinkInsideTheFolderAsKubernetesMountsThem() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.onnx"), Path.of("m.onnx"));

        assertThat(read("models: [{name: m, path: link.onnx}]").models()).hasSize(1);
    }

    @Test
    void refusesAFolderWithoutTheFile() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> ServingFile.read(folder))
                .withMessageContaining("no such file");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read("# nothing\n"))
                .withMessageContaining("is empty");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws IOException {
        Files.write(folder.resolve("serving.yaml"), new byte[] {'a', (byte) 0xff});

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> ServingFile.read(folder))
                .withMessageContaining("is not UTF-8");
    }

    private ServingConfig read(String content) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), content);
        return ServingFile.read(folder);
    }
}
