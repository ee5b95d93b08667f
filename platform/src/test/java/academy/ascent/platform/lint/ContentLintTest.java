package academy.ascent.platform.lint;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.rendering.AdocRenderer;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault is planted into a lesson that has none. */
final class ContentLintTest {
    private static final String SVG = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img" aria-labelledby="way-t">
              <title id="way-t">T</title>
              <desc id="way-d">D</desc>
              <path class="d-line" d="M0 0" fill="none"/>
            </svg>
            """;
    private static final String LESSON =
            """
            = A lesson
            :minutes: 12
            :track: both
            :objectives: Say one thing; Say another
            :versions: Python 3.11
            :summary: A summary.

            Lead.

            == Section

            WORDS

            image::way.svg["One, two",opts=inline]

            [source,yaml]
            ----
            a: 1
            ----

            [source,json]
            ----
            {"a": 1}
            ----

            [.worked]
            .One
            ====
            Text.
            ====

            [.faded]
            .Two
            =====
            Text.

            [%collapsible]
            .Check your answer
            ====
            Answer.
            ====
            =====

            [.blank]
            .Three
            =====
            Text.

            [%collapsible]
            .Check your answer
            ====
            Answer.
            ====
            =====

            [.exercise]
            .Predict
            =====
            Text.

            [%collapsible]
            .Check your answer
            ====
            Answer.
            ====
            =====

            [.misconception]
            .“It runs”
            ====
            Text.
            ====

            [.takeaway]
            Text.

            [.discussion]
            Text.

            == Sources
            * Somebody, https://example.org/a
            """.replace("WORDS", "word ".repeat(1000).strip());

    private static AdocRenderer renderer;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() {
        renderer = new AdocRenderer();
    }

    @AfterAll
    static void stop() {
        renderer.close();
    }

    @Test
    void aSoundLessonIsLeftAlone() throws IOException {
        assertThat(lint(LESSON).findings()).isEmpty();
    }

    @Test
    void theShippedContentIsSound() {
        var report = new ContentLint(PlatformUnderTest.home(), _ -> {}).run();

        assertThat(report.findings()).isEmpty();
        assertThat(report.rows()).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void theHeadMustBeComplete() throws IOException {
        finds(":minutes: 12\n", "", "head", 1, ":minutes:");
        finds(":minutes: 12", ":minutes: soon", "head", 2, ":minutes:");
        finds(":track: both", ":track: all", "head", 3, ":track:");
        finds(":objectives: Say one thing; Say another\n", "", "head", 1, ":objectives:");
        finds(":versions: Python 3.11\n", "", "head", 1, ":versions:");
        finds(":summary: A summary.\n", "", "head", 1, ":summary:");
    }

    @Test
    void versionsMustBePinned() throws IOException {
        finds("Python 3.11", "Python 3.12", "versions", 5, "pins 3.11");
        finds("Python 3.11", "Leftpad 1.0", "versions", 5, "pinned nowhere");
        finds("Python 3.11", "whatever there is", "versions", 5, "no name with a version");
    }

    @Test
    void everyPartOfALessonMustBeThere() throws IOException {
        for (var part : new String[] {
            "[.worked]",
            "[.faded]",
            "[.blank]",
            "[.exercise]",
            "[.misconception]",
            "[.takeaway]",
            "[.discussion]",
            "== Sources"
        }) {
            finds(part, "", "form", 1, part);
        }
    }

    @Test
    void anExerciseMustBeAnswered() throws IOException {
        finds("""
                .Predict
                =====
                Text.

                [%collapsible]
                .Check your answer
                ====
                Answer.
                ====
                =====
                """, ".Predict\n=====\nText.\n=====\n", "exercise", 0, "'Predict' is not answered");
    }

    @Test
    void picturesMustExistAndSayWhatTheyShow() throws IOException {
        finds("way.svg[", "gone.svg[", "picture", 14, "images/gone.svg does not exist");
        finds("[\"One, two\",opts=inline]", "[opts=inline]", "picture", 14, "no alternative text");
        finds("[\"One, two\",opts=inline]", "[One, two,opts=inline]", "picture", 14, "double quotes");
        finds("[\"One, two\",opts=inline]", "[\"One\"]", "picture", 14, "opts=inline");
        finds("image::way.svg[\"One, two\",opts=inline]", "", "picture", 1, "no diagram");
    }

    @Test
    void picturesMustKeepToTheThemeAndToReaders() throws IOException {
        findsInPicture("viewBox=\"0 0 10 10\"", "width=\"10\"", 1, "viewBox");
        findsInPicture(" role=\"img\"", "", 1, "role");
        findsInPicture("<desc id=\"way-d\">D</desc>", "", 1, "<desc>");
        findsInPicture("d-line", "d-loud", 4, "'d-loud' is not drawn");
        findsInPicture("fill=\"none\"", "fill=\"#ff0000\"", 4, "stays the same in the dark");
        findsInPicture("fill=\"none\"", "style=\"fill: red\"", 4, "style");
        findsInPicture("id=\"way-d\"", "id=\"d\"", 3, "another picture's");
        findsInPicture("</svg>", "", 1, "well-formed");
    }

    @Test
    void codeMustParse() throws IOException {
        finds("a: 1", "a: 1\na: 2", "code", 19, "YAML");
        finds("a: 1", "a: [1", "code", 19, "YAML");
        finds("{\"a\": 1}", "{\"a\": 1,}", "code", 23, "JSON");
        finds("[source,yaml]", "", "code", 18, "names no language");
        finds("[source,yaml]", "[source,cobol]", "code", 18, "nothing here parses 'cobol'");
        finds("[source,json]\n----\n{\"a\": 1}", "[source,java]\n----\nvoid main( {}", "code", 23, "Java");
        finds("[source,json]\n----\n{\"a\": 1}", "[source,shell]\n----\nif true; then\nfi fi", "code", 24, "shell");
        finds("[source,json]\n----\n{\"a\": 1}", "[source,python]\n----\nx = 1\ndef f(:", "code", 24, "Python");
        finds("[source,json]\n----\n{\"a\": 1}", "[source.runnable,python]\n----\nassert 1 == 2", "code", 23, "Python");
    }

    @Test
    void kubernetesObjectsMustBeStrictlyValid() throws IOException {
        var service = "apiVersion: v1\nkind: Service\nmetadata: {name: tumour}\n"
                + "spec: {selector: {app: tumour}, ports: [{port: 80}]}";
        assertThat(lint(LESSON.replace("[source,yaml]\n----\na: 1", "[source.kubernetes,yaml]\n----\n" + service))
                        .findings())
                .isEmpty();
        finds(
                "[source,yaml]\n----\na: 1",
                "[source.kubernetes,yaml]\n----\n" + service.replace("selector", "selektor"),
                "code",
                18,
                "selektor");
    }

    @Test
    void linksAndNamesMustLeadSomewhere() throws IOException {
        finds("Lead.", "See <<nowhere>>.", "link", 8, "leads to no place");
        finds("Lead.", "See link:/labs/l9-none[it].", "link", 8, "no lab");
        finds("Lead.", "See link:/learn/build/01-a/99-gone[it].", "link", 8, "is no lesson");
        finds("Lead.", "See link:02-next.html[it].", "link", 8, "is no address");
        finds("Lead.", "Do the lab `l1-unknown`.", "reference", 8, "l1-unknown");
    }

    @Test
    void aLessonHasALengthToKeep() throws IOException {
        finds("word ".repeat(1000).strip(), "word ".repeat(700).strip(), "length", 1, "between 900 and 1800");
        finds("word ".repeat(1000).strip(), "word ".repeat(1900).strip(), "length", 1, "between 900 and 1800");
    }

    @Test
    void asciidoctorsOwnWarningsCount() throws IOException {
        finds("[.worked]\n.One\n====\nText.\n====", "[.worked]\n.One\n====\nText.", "asciidoc", 0, "unterminated");
    }

    @Test
    void scriptInATextIsFound() throws IOException {
        finds("Lead.", "++++\n<script>alert(1)</script>\n++++", "markup", 1, "<script>");
    }

    @Test
    void theReportNamesFileAndLineAndIsWrittenAsJson() throws IOException {
        var report = lint(LESSON.replace("a: 1", "a: [1"));

        assertThat(report.text()).contains("curriculum/level1/01-a/01-b.adoc:19: YAML");
        report.write(home.resolve("target/reports/lint.json"));
        var json = new ObjectMapper()
                .readTree(home.resolve("target/reports/lint.json").toFile());
        assertThat(json.path("clean").asBoolean()).isFalse();
        assertThat(json.path("findings").path(0).path("rule").asText()).isEqualTo("code");
    }

    private void finds(String sound, String faulty, String rule, int line, String words) throws IOException {
        assertThat(LESSON).contains(sound);
        assertThat(lint(LESSON.replace(sound, faulty)).findings())
                .as("%s instead of %s", faulty, sound)
                .anySatisfy(finding -> {
                    assertThat(finding.rule()).isEqualTo(rule);
                    assertThat(finding.message()).contains(words);
                    assertThat(line == 0 ? 0 : finding.line()).isEqualTo(line);
                });
    }

    private void findsInPicture(String sound, String faulty, int line, String words) throws IOException {
        assertThat(SVG).contains(sound);
        given(LESSON);
        Files.writeString(home.resolve("curriculum/level1/01-a/images/way.svg"), SVG.replace(sound, faulty));
        assertThat(check().findings()).as(faulty).anySatisfy(finding -> {
            assertThat(finding.file()).endsWith("images/way.svg");
            assertThat(finding.message()).contains(words);
            assertThat(finding.line()).isEqualTo(line);
        });
    }

    private LintReport lint(String lesson) throws IOException {
        given(lesson);
        return check();
    }

    private LintReport check() throws IOException {
        var file = home.resolve("curriculum/level1/01-a/01-b.adoc");
        var surroundings = new Surroundings(home, Set.of("l1-known"), Set.of("level1/01-a/01-b"), Pins.read(home));
        var result = new LessonLint(file, Files.readString(file), surroundings).check(renderer);
        return new LintReport(List.of(), result.findings(), result.skipped());
    }

    private void given(String lesson) throws IOException {
        var module = Files.createDirectories(home.resolve("curriculum/level1/01-a"));
        Files.createDirectories(module.resolve("images"));
        Files.writeString(module.resolve("01-b.adoc"), lesson);
        Files.writeString(module.resolve("images/way.svg"), SVG);
        Files.writeString(home.resolve("curriculum/versions.yaml"), "Python: '3.11'\n");
    }
}
