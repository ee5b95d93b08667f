package academy.ascent.reference.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.reference.json.Json;
import academy.ascent.reference.runtime.TestModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectCommandTest {
    private static final Path IRIS = TestModels.FOLDER.resolve("iris.onnx");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aModelSaysWhatItTakesAndAnswers() throws IOException {
        assertThat(inspect(IRIS)).isZero();
        Map<String, Object> line = onlyLine();
        assertThat(line).containsEntry("inspection", "opened").containsEntry("bytes", (int) Files.size(IRIS));
        assertThat(line.get("inputs"))
                .asInstanceOf(LIST)
                .singleElement()
                .asInstanceOf(MAP)
                .containsEntry("datatype", "FP32")
                .containsEntry("shape", List.of(-1, 4));
        assertThat(line.get("outputs")).asInstanceOf(LIST).hasSize(2);
        assertThat(line.get("opsets")).asInstanceOf(MAP).containsKeys("ai.onnx", "ai.onnx.ml");
        assertThat(line.get("external")).isEqualTo(List.of());
    }

    @Test
    void anOutputThatIsNoTensorIsDescribedAllTheSame() {
        assertThat(inspect(TestModels.FOLDER.resolve("iris-map.onnx"))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"shape\":[]");
    }

    @Test
    void casesAreAnsweredEachOnALine() throws IOException {
        Map<String, Object> expected = Json.object(Files.readAllBytes(TestModels.FOLDER.resolve("iris-expected.json")));
        assertThat(expected).isNotEmpty();
        inspect(IRIS);
        String name = (String) ((Map<?, ?>) ((List<?>) onlyLine().get("inputs")).getFirst()).get("name");
        out.reset();
        Path cases = write("cases.json", """
                {"output": "probabilities", "inputs": [{"name": "%s", "width": 4}],
                 "rows": [[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]]}""".formatted(name).getBytes(StandardCharsets.UTF_8));
        assertThat(inspect(IRIS, cases)).isZero();
        List<Map<String, Object>> lines = lines();
        assertThat(lines).hasSize(3);
        assertThat(sum(lines.get(1))).isCloseTo(1, within(1e-5));
        assertThat(sum(lines.get(2))).isCloseTo(1, within(1e-5));
        assertThat(lines.get(1).get("values")).isNotEqualTo(lines.get(2).get("values"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"output\": \"nothing\", \"inputs\": [], \"rows\": [[]]}",
                "{\"output\": \"probabilities\", \"inputs\": [{\"name\": \"nobody\", \"width\": 1}], \"rows\": [[1]]}",
                "{\"output\": \"probabilities\", \"inputs\": [{\"name\": \"nobody\", \"width\": 2}], \"rows\": [[1]]}",
                "{\"output\": \"probabilities\", \"inputs\": [{\"name\": \"nobody\", \"width\": -2}], \"rows\": [[1]]}",
                "{\"output\": \"probabilities\", \"rows\": [[1]]}",
                "{\"inputs\": [], \"rows\": []}",
                "["
            })
    void casesThatAModelCannotTakeAreTold(String cases) throws IOException {
        assertThat(inspect(IRIS, write("cases.json", cases.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(1);
        assertThat(lines().getLast()).containsKey("error");
    }

    @Test
    void externalDataBesideTheModelIsTaken() throws IOException {
        write("data/w.bin", new byte[] {0, 0, 0x20, 0x41});
        Path file = write("m.onnx", OnnxBytes.withExternalWeight("data/w.bin"));
        Path cases = write(
                "c.json",
                "{\"output\":\"y\",\"inputs\":[{\"name\":\"x\",\"width\":1}],\"rows\":[[1]]}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(inspect(file, cases)).isZero();
        assertThat(lines().getFirst()).containsEntry("external", List.of("data/w.bin"));
        assertThat(lines().getLast()).containsEntry("values", List.of(11.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../secret.bin", "/etc/hostname", "data/../../secret.bin", "missing.bin", "link.bin", "", "a\\b"
            })
    void externalDataElsewhereIsRefusedBeforeTheModelIsOpened(String location) throws IOException {
        write("secret.bin", new byte[4]);
        Files.createDirectories(folder.resolve("model/data"));
        Files.createSymbolicLink(folder.resolve("model/link.bin"), folder.resolve("secret.bin"));
        Path file = write("model/m.onnx", OnnxBytes.withExternalWeight(location));
        assertThat(inspect(file)).isEqualTo(1);
        assertThat(onlyLine()).containsEntry("inspection", "refused");
        assertThat(onlyLine().get("error")).asString().contains("external data");
    }

    static Stream<Arguments> hostileModels() {
        byte[] iris;
        try {
            iris = Files.readAllBytes(IRIS);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Stream.of(
                Arguments.of("empty", new byte[0], "no operator set"),
                Arguments.of("text", "hello, I am a model".getBytes(StandardCharsets.UTF_8), "byte"),
                Arguments.of(
                        "a pickle",
                        new byte[] {(byte) 0x80, 4, (byte) 0x95, 10, 0, 0, 0, 0, 0, 0, 0, '.'},
                        "no operator set"),
                Arguments.of("cut in half", Arrays.copyOf(iris, iris.length / 2), "byte"),
                Arguments.of("a length beyond the end", new byte[] {58, -1, -1, -1, -1, 15}, "byte"),
                Arguments.of("a negative length", new byte[] {58, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, "negative"),
                Arguments.of(
                        "an endless number", new byte[] {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}, "ten bytes"),
                Arguments.of("graphs in graphs", OnnxBytes.nested(1000), "nested deeper than 64"),
                Arguments.of("a graph of nothing", OnnxBytes.model(new byte[0]), ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileModels")
    void whatIsNoModelIsToldInOneLine(String what, byte[] content, String why) throws IOException {
        assertThat(inspect(write("m.onnx", content))).as(what).isEqualTo(1);
        assertThat(onlyLine()).containsEntry("inspection", "refused");
        assertThat(onlyLine().get("error"))
                .asString()
                .isNotBlank()
                .contains(why)
                .doesNotContain("\tat ");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aFileOfMoreThanTwoGibibytesIsRefusedUnread() throws IOException {
        Path file = folder.resolve("m.onnx");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(Integer.MAX_VALUE + 1L);
        }
        assertThat(inspect(file)).isEqualTo(1);
        assertThat(onlyLine().get("error")).asString().contains("the format holds at most 2147483647");
    }

    @Test
    void aMissingFileAndALinkAreNoPlainFiles() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.onnx"), IRIS);
        assertThat(inspect(folder.resolve("link.onnx"))).isEqualTo(1);
        assertThat(inspect(folder.resolve("none.onnx"))).isEqualTo(1);
        assertThat(lines())
                .allSatisfy(line -> assertThat(line.get("error")).asString().contains("no plain file"));
    }

    @Test
    void aWrongCallIsToldItsUse() {
        assertThat(inspect()).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("usage: inspect MODEL.onnx");
    }

    private int inspect(Path... arguments) {
        return InspectCommand.run(
                Stream.of(arguments).map(Path::toString).toList(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Map<String, Object> onlyLine() {
        assertThat(lines()).hasSize(1);
        return lines().getFirst();
    }

    private List<Map<String, Object>> lines() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> Json.object(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static double sum(Map<String, Object> line) {
        return ((List<?>) line.get("values"))
                .stream().mapToDouble(value -> ((Number) value).doubleValue()).sum();
    }

    private Path write(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private static final org.assertj.core.api.InstanceOfAssertFactory<List, org.assertj.core.api.ListAssert<Object>>
            LIST = org.assertj.core.api.InstanceOfAssertFactories.LIST;
    private static final org.assertj.core.api.InstanceOfAssertFactory<
                    Map, org.assertj.core.api.MapAssert<String, Object>>
            MAP = org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class);
}
