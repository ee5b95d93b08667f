package academy.ascent.grader.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody hands in by mistake: each ends at once, and says why. */
class HostileFilesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path root;

    static Stream<Arguments> hostileYaml() {
        String bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
                + IntStream.range(1, 40)
                        .mapToObj(i -> "a%d: &a%d [%s]"
                                .formatted(
                                        i,
                                        i,
                                        IntStream.range(0, 9)
                                                .mapToObj(j -> "*a" + (i - 1))
                                                .collect(Collectors.joining(", "))))
                        .collect(Collectors.joining("\n"));
        return Stream.of(
                Arguments.of("a billion laughs", bomb, "aliases"),
                Arguments.of("one alias of a collection", "a: &a [1]\nb: *a", "aliases"),
                Arguments.of("a collection within itself", "a: &a [*a]", "aliases"),
                Arguments.of("10,000 documents", "--- 1\n".repeat(10_000), "100, the most that are read"),
                Arguments.of("deep brackets", "[".repeat(200_000), "Nesting Depth exceeded"),
                Arguments.of("deep braces", "{a: ".repeat(100_000), "Nesting Depth exceeded"),
                Arguments.of("a foreign tag", "a: !!java.net.URL [x]", "tag"),
                Arguments.of("a foreign tag within", "a: {b: [!thing 1]}", "has the tag !thing"),
                Arguments.of("a key twice", "a: 1\nb: 2\na: 3", "line 3: has the key 'a' twice"),
                Arguments.of("a key that is a list", "? [a]\n: 1", "has a key that is not a word"),
                Arguments.of("an unknown anchor", "a: *b", "undefined alias"),
                Arguments.of("a control character", "a: \u0001", "special characters are not allowed"),
                Arguments.of("a zero byte", "a: 1\nb: \0", "line 2: holds a zero byte"),
                Arguments.of("more than a mebibyte", "# " + "x".repeat(YamlText.MOST_BYTES), "larger than 1 MiB"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileYaml")
    void hostile_yaml_is_told_in_time(String what, String yaml, String why) throws IOException {
        Workspace workspace = given("a.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        Reading<List<Value>> reading =
                assertTimeoutPreemptively(SOON, () -> YamlText.documents(workspace, "a.yaml"), what);
        assertThat(((Reading.Unusable<List<Value>>) reading).fault().toString())
                .startsWith("a.yaml")
                .contains(why);
    }

    @Test
    void what_only_asks_whether_it_is_yaml_is_fine_with_a_few_aliases_and_ends_with_many() {
        assertThat(YamlText.check("a.yaml", "base: &b {x: 1}\none: {<<: *b}\ntwo: *b"))
                .isInstanceOf(Reading.Read.class);
        assertThat(YamlText.check("a.yaml", "a: &a [*a]")).isInstanceOf(Reading.class);
        assertThat(YamlText.check("a.yaml", "a: &a [1]\nb: [" + "*a, ".repeat(60) + "]"))
                .isInstanceOf(Reading.Unusable.class);
    }

    @Test
    void one_document_is_asked_and_two_are_told() throws IOException {
        assertThat(((Reading.Unusable<Value>) YamlText.document(given("a.yaml", "a: 1\n---\nb: 2"), "a.yaml")).fault())
                .hasToString("a.yaml: holds 2 YAML documents; it must hold one.");
        assertThat(((Reading.Unusable<Value>) YamlText.document(given("a.yaml", ""), "a.yaml")).fault())
                .hasToString("a.yaml: holds 0 YAML documents; it must hold one.");
    }

    @Test
    void bytes_that_are_not_utf8_are_told_with_their_line() throws IOException {
        Workspace workspace = given("a.txt", new byte[] {'a', '\n', 'b', (byte) 0xff, 'c'});
        assertThat(((Reading.Unusable<String>) workspace.text("a.txt", 100)).fault())
                .hasToString("a.txt line 2: is not UTF-8; save it as UTF-8.");
    }

    @Test
    void a_file_cut_within_a_character_is_not_utf8() throws IOException {
        Workspace workspace = given("a.txt", new byte[] {'a', (byte) 0xc3});
        assertThat(workspace.text("a.txt", 100)).isInstanceOf(Reading.Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../outside.txt", "/etc/passwd", "a/../../outside.txt", "", "a//b", "a\\b", "folder", "x\0y"})
    void no_path_leads_out(String path) throws IOException {
        Path folder = Files.createDirectories(root.resolve("in/folder")).getParent();
        Files.writeString(root.resolve("outside.txt"), "secret");
        Workspace workspace = new Workspace(folder);
        assertThat(workspace.holds(path)).isFalse();
        assertThat(workspace.text(path, 100)).isInstanceOf(Reading.Unusable.class);
    }

    @Test
    void links_are_neither_read_nor_followed() throws IOException {
        Path folder = Files.createDirectories(root.resolve("in"));
        Files.createDirectories(root.resolve("out"));
        Files.writeString(root.resolve("out/secret.txt"), "secret");
        Files.createSymbolicLink(folder.resolve("file"), root.resolve("out/secret.txt"));
        Files.createSymbolicLink(folder.resolve("folder"), root.resolve("out"));
        Files.createSymbolicLink(folder.resolve("round"), folder);
        Workspace workspace = new Workspace(folder);
        assertThat(workspace.text("file", 100)).isInstanceOf(Reading.Unusable.class);
        assertThat(workspace.text("folder/secret.txt", 100)).isInstanceOf(Reading.Unusable.class);
        assertThat(workspace.listing().files()).isEmpty();
        assertThat(workspace.listing().faults())
                .extracting(Fault::file)
                .containsExactlyInAnyOrder("file", "folder", "round");
    }

    @Test
    void a_file_of_terabytes_is_not_read_whole() throws IOException {
        Path file = Files.createFile(root.resolve("huge.txt"));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 40);
        }
        Reading<String> reading =
                assertTimeoutPreemptively(SOON, () -> new Workspace(root).text("huge.txt", YamlText.MOST_BYTES));
        assertThat(((Reading.Unusable<String>) reading).fault())
                .hasToString("huge.txt: is larger than 1 MiB, the most that is read; shorten it.");
        assertThat(new Workspace(root).listing().files()).containsEntry("huge.txt", 3L << 40);
    }

    @Test
    void folders_deeper_than_anybody_needs_are_told() throws IOException {
        given("d/".repeat(60) + "a.txt", "x");
        Workspace.Listing listing = new Workspace(root).listing();
        assertThat(listing.files()).isEmpty();
        assertThat(listing.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("deeper than 40"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\": 1} 2", "{\"a\": 1, \"a\": 2}", "nan", "{'a': 1}", "[1,]"})
    void text_that_is_not_json_is_told(String text) {
        assertThat(JsonText.fault("a.json", text)).isPresent();
    }

    @Test
    void deep_json_ends_in_time() {
        assertThat(assertTimeoutPreemptively(SOON, () -> JsonText.fault("a.json", "[".repeat(1_000_000))))
                .hasValueSatisfying(fault -> assertThat(fault.message()).contains("nesting depth"));
        assertThat(JsonText.fault("a.json", "{\"a\": [1, 2.5, null, \"x\"]}")).isEmpty();
    }

    private Workspace given(String path, String text) throws IOException {
        return given(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private Workspace given(String path, byte[] content) throws IOException {
        return new GivenWorkspace(root).write(path, content).workspace();
    }
}
