package academy.ascent.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import academy.ascent.reference.http.RawClient;
import academy.ascent.reference.http.RawClient.Response;
import academy.ascent.reference.runtime.TestModels;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceStackIT {
    private static final Path LAB = Path.of("../labs/l1-first-prediction");
    private static final String INFER = "/v2/models/iris/infer";
    private static final String REQUEST =
            "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[4.8,3.1,1.6,0.2]}]}";

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    private int port;

    @BeforeEach
    void givenTheIrisModel() throws IOException {
        port = ServerProcess.freePort();
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris.onnx"));
        serving("""
                server: {host: 127.0.0.1, port: %d}
                models:
                  - name: iris
                    path: iris.onnx
                    columns: [sepal length, sepal width, petal length, petal width]
                """.formatted(port));
    }

    @Test
    void answersAsScikitLearnDoes() throws Exception {
        List<Double> expected =
                numbers("probabilities", Files.readString(TestModels.FOLDER.resolve("iris-expected.json")));
        List<Double> rows = numbers("rows", Files.readString(TestModels.FOLDER.resolve("iris-expected.json")));
        try (ServerProcess server = ServerProcess.start(folder, temporary)) {
            server.awaitReady();
            try (RawClient client = new RawClient(port)) {
                Response response = client.post(INFER, byColumn(TestModels.IRIS_COLUMNS, rows));

                assertThat(response.status()).isEqualTo(200);
                List<Double> answered = numbers(
                        "data", response.body().substring(response.body().indexOf("\"probabilities\"")));
                assertThat(answered).hasSameSizeAs(expected);
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(answered.get(i)).isCloseTo(expected.get(i), within(1e-5));
                }
            }
        }
    }

    @Test
    void servesTheLabsModelByColumns() throws Exception {
        Path model = LAB.resolve("starter/model/tumour.onnx");
        assumeTrue(Files.exists(model), "the lab is not there");
        Files.createDirectory(folder.resolve("model"));
        Files.copy(model, folder.resolve("model/tumour.onnx"));
        serving(Files.readString(LAB.resolve("solution/serving.yaml")).replaceAll("port: \\d+", "port: " + port));
        try (ServerProcess server = ServerProcess.start(folder, temporary)) {
            server.awaitReady();
            try (RawClient client = new RawClient(port)) {
                List<String> columns = columns(client.get("/v2/models/tumour").body());
                Response response = client.post(
                        "/v2/models/tumour/infer",
                        byColumn(columns, columns.stream().map(_ -> 1.0).toList()));

                assertThat(response.status()).isEqualTo(200);
                assertThat(numbers("data", response.body()).stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .isCloseTo(1, within(1e-5));
            }
        }
    }

    @Test
    void drainsUnderLoadWithoutFailingARequest() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, temporary)) {
            server.awaitReady();
            Load load = new Load(port, INFER, REQUEST, 8);
            Thread.sleep(500);
            int before = load.answered();
            server.terminate();
            Thread.sleep(300);
            assertThat(load.answered()).as("answers while it drains").isGreaterThan(before);
            load.join();

            assertThat(load.failures()).isEmpty();
            assertThat(server.exitCode()).isZero();
            assertThat(server.restOfOutput()).contains("\"event\":\"draining\"", "\"event\":\"ended\"");
            assertThat(server.errors()).isEmpty();
        }
    }

    @Test
    void leavesNothingInTheTemporaryFolderAndUnpacksNoLibraryIntoIt() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, temporary)) {
            server.awaitReady();
            assertThat(files(temporary)).allSatisfy(file -> assertThat(file).isDirectory());
            server.terminate();
            assertThat(server.exitCode()).isZero();
        }
        assertThat(files(temporary)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void staysBelow192MebibytesUnderLoad() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, temporary)) {
            server.awaitReady();
            Load load = new Load(port, INFER, REQUEST, 4);
            Thread.sleep(3_000);
            assertThat(server.peakResidentKib()).isLessThan(192 * 1024);
            server.terminate();
            load.join();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void runsOnAReadOnlyFileSystemWithoutNetworkOrHome() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
        Path small = Path.of("/tmp");
        try (ServerProcess server = ServerProcess.start(
                folder,
                small,
                "bwrap",
                "--die-with-parent",
                "--unshare-net",
                "--unshare-pid",
                "--clearenv",
                "--ro-bind",
                "/",
                "/",
                "--proc",
                "/proc",
                "--dev",
                "/dev",
                "--size",
                "1048576",
                "--tmpfs",
                "/tmp",
                "--ro-bind",
                ServerProcess.TARGET.toString(),
                ServerProcess.TARGET.toString(),
                "--ro-bind",
                folder.toString(),
                folder.toString())) {
            assertThat(server.awaitReady()).contains("\"models\":\"[iris]\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "models: [{name: m, path: iris.onnx, colums: [a]}] | serving.yaml, line 1: unknown key \"colums\"",
                "models: [{name: m, path: serving.yaml}]           | serving.yaml, line 1: the model does not load",
                "models: [{name: m, path: iris.onnx, columns: [a]}] | serving.yaml, line 1: 1 columns are declared",
                "models: [{name: m, path: iris.onnx, outputs: [a]}] | the model has no output \"a\"",
            })
    void refusesABadConfigurationWithOneMessageAndCode2(String content, String message) throws Exception {
        serving(content + "\nserver: {host: 127.0.0.1, port: " + port + "}\n");
        try (ServerProcess server = ServerProcess.start(folder, temporary)) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.errors()).contains(message).hasLineCount(1);
        }
    }

    @Test
    void refusesATakenPortWithOneMessageAndCode2() throws Exception {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                ServerProcess server = ServerProcess.start(folder, temporary)) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.errors())
                    .contains("cannot listen on 127.0.0.1:" + port)
                    .hasLineCount(1);
        }
    }

    private void serving(String content) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), content);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String byColumn(List<String> columns, List<Double> rows) {
        int width = columns.size();
        int count = rows.size() / width;
        List<String> tensors = new ArrayList<>();
        for (int column = 0; column < width; column++) {
            List<Double> values = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                values.add(rows.get(row * width + column));
            }
            tensors.add("{\"name\":\"%s\",\"shape\":[%d,1],\"datatype\":\"FP32\",\"data\":%s}"
                    .formatted(columns.get(column), count, values));
        }
        return "{\"inputs\":" + tensors + "}";
    }

    /** All numbers, however deep, of the array behind the first such key. */
    private static List<Double> numbers(String key, String json) throws IOException {
        List<Double> numbers = new ArrayList<>();
        try (JsonParser parser =
                new JsonFactory().createParser(json.substring(json.indexOf("\"" + key + "\":") + key.length() + 3))) {
            int depth = 0;
            do {
                JsonToken token = parser.nextToken();
                depth += token == JsonToken.START_ARRAY ? 1 : token == JsonToken.END_ARRAY ? -1 : 0;
                if (token.isNumeric()) {
                    numbers.add(parser.getDoubleValue());
                }
            } while (depth > 0);
        }
        return numbers;
    }

    private static List<String> columns(String metadata) throws IOException {
        List<String> columns = new ArrayList<>();
        try (JsonParser parser =
                new JsonFactory().createParser(metadata.substring(metadata.indexOf("\"columns\":") + 10))) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                columns.add(parser.getText());
            }
        }
        return columns;
    }
}
