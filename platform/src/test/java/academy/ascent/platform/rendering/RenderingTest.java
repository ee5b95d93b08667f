package academy.ascent.platform.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.platform.catalog.ContentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RenderingTest {
    private static final String SVG = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img"><title>T</title><path d="M0 0"/></svg>
            """;
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
    void codeIsHighlightedByClassesAndNothingIsStyledInline() throws IOException {
        var html = render("[source,json]\n----\n{\"a\": 1}\n----\n\n[cols=\"1,2\"]\n|===\n|a |b\n|===\n");

        assertThat(html).contains("<span class=\"nl\">").contains("class=\"table-scroll\"");
        assertThat(html).doesNotContain("style=").doesNotContain("<colgroup");
    }

    @Test
    void picturesStandInTheTextAndScaleWithThePage() throws IOException {
        Files.createDirectories(home.resolve("images"));
        Files.writeString(home.resolve("images/one.svg"), SVG);

        var html = render("image::one.svg[\"One, two, three\",opts=inline]\n");

        assertThat(html).contains("<figure").contains("<path d=\"M0 0\">").doesNotContain("width=");
    }

    @Test
    void anExerciseIsASectionWithAHeadingAndItsAnswerOpens() throws IOException {
        var html = render("""
                [.exercise]
                .Predict: what comes?
                =====
                Question.

                [%collapsible]
                .Check your answer
                ====
                Answer.
                ====
                =====
                """);

        assertThat(html)
                .contains("<section class=\"exampleblock exercise\">")
                .contains("<p class=\"kicker\">Exercise</p>")
                .contains(">Predict: what comes?</h3>")
                .contains("<details>")
                .contains("<summary class=\"title\">Check your answer</summary>");
    }

    @Test
    void aTitleDoesNotRepeatWhatStandsAboveIt() throws IOException {
        var html = render("[.worked]\n.Worked example: one pause\n====\nText.\n====\n");

        assertThat(html).contains(">One pause</h3>").doesNotContain("Worked example: ");
    }

    @Test
    void linksOutsideCarryNoOpener() throws IOException {
        assertThat(render("See https://example.org/a[there].\n"))
                .contains("href=\"https://example.org/a\"")
                .contains("rel=\"noopener\"");
    }

    @Test
    void sectionsMakeATableOfContents() throws IOException {
        var text = new RenderedText(render("== When _does_ it start & end?\n\nText.\n\n== Sources\n\nText.\n"));

        assertThat(text.sections())
                .extracting(RenderedText.Section::title)
                .containsExactly("When does it start & end?", "Sources");
    }

    @Test
    void scriptAndStyleAreRefused() {
        for (var markup : new String[] {
            "<script>alert(1)</script>", "<p style=\"color: red\">x</p>", "<img src=\"x\" onerror=\"x\"/>", "<b>open"
        }) {
            assertThatThrownBy(() -> render("++++\n" + markup + "\n++++\n"))
                    .as(markup)
                    .isInstanceOf(ContentException.class)
                    .hasMessageContaining("lesson.adoc");
        }
    }

    @Test
    void whatDidNotChangeIsNotRenderedAgainAndAChangedPictureIs() throws IOException {
        var module = Files.createDirectories(home.resolve("curriculum/level1/01-a"));
        Files.createDirectories(module.resolve("images"));
        Files.writeString(module.resolve("01-b.adoc"), "= T\n\nimage::one.svg[\"x\",opts=inline]\n");
        Files.writeString(module.resolve("images/one.svg"), SVG);
        var cache = new RenderCache(home.resolve("cache"));
        var heard = new ArrayList<String>();

        RenderedTexts.all(home, cache, heard::add);
        assertThat(heard).hasSize(2);
        heard.clear();
        var again = RenderedTexts.all(home, cache, heard::add);
        assertThat(heard).isEmpty();
        assertThat(again).containsOnlyKeys(module.resolve("01-b.adoc"));

        Files.writeString(module.resolve("images/one.svg"), SVG.replace("M0 0", "M1 1"));
        RenderedTexts.all(home, cache, heard::add);
        assertThat(heard).hasSize(2);
    }

    private String render(String text) throws IOException {
        var file = home.resolve("lesson.adoc");
        Files.writeString(file, "= Title\n\n" + text);
        return renderer.render(file).text().html();
    }
}
