package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.GivenSettings;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.submission.GivenWorkspace;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewCheckTest {
    private static final String ASKED = """
            reads: [DECISION.md, "appendix/*.md"]
            rubric:
              - {asks: Names an alternative with its cost, points: 12}
              - {asks: Says what would reverse it, points: 8}
            """;

    @TempDir
    Path root;

    private GivenWorkspace files;
    private Path starter;

    @BeforeEach
    void givenWrittenFiles() throws IOException {
        starter = Files.createDirectories(root.resolve("starter"));
        Files.writeString(starter.resolve("DECISION.md"), "# Decision\n\nWrite it here.\n");
        files = new GivenWorkspace(Files.createDirectories(root.resolve("work")))
                .write("DECISION.md", "# We rent\n\nOwning costs more until the fourth model.\n")
                .write("appendix/costs.md", "| rent | own |\n");
    }

    @Test
    void what_was_written_waits_for_a_person_with_the_rubric() {
        Finding finding = judge();
        assertThat(finding.outcome()).isEqualTo(Outcome.IN_REVIEW);
        assertThat(finding.title()).isEqualTo("a person reads DECISION.md, appendix/*.md and gives up to 20 points");
        assertThat(finding.explanation())
                .contains("12 points: Names an alternative with its cost", "8 points: Says what would reverse it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DECISION.md | ' ' | DECISION.md: is to be read by a person, and there is nothing in it",
                "DECISION.md | '# Decision\\n\\nWrite it here.\\n' | DECISION.md: is as the lab ships it",
                "appendix/costs.md | '' | appendix/*.md: is to be read by a person",
                "DECISION.md | 'a\\0b' | DECISION.md line 1: holds a zero byte",
            })
    void what_was_not_written_fails_without_a_person(String path, String text, String fault) throws IOException {
        files.write(path, text.replace("\\n", "\n").replace("\\0", "\0"));
        Finding finding = judge();
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.explanation()).contains(fault);
    }

    @Test
    void a_link_to_somebody_elses_words_is_not_read() throws IOException {
        Files.delete(files.folder().resolve("DECISION.md"));
        Files.createSymbolicLink(files.folder().resolve("DECISION.md"), starter.resolve("DECISION.md"));
        assertThat(judge().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void points_must_agree_with_the_rubric_and_a_person_is_never_a_must() {
        assertThatCode(() -> validate(20, false)).doesNotThrowAnyException();
        assertThatThrownBy(() -> validate(25, false))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("gives 20 points but the check 25");
        assertThatThrownBy(() -> validate(20, true))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("cannot be a must");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reads: [DECISION.md] | rubric is missing",
                "rubric: [{asks: a, points: 1}] | reads is missing or empty",
                "'{reads: [a], rubric: []}' | rubric has 0 criteria",
                "'{reads: [a], rubric: [{asks: a, points: 0}]}' | write a whole number from 1 to 1000",
                "'{reads: [../a], rubric: [{asks: a, points: 1}]}' | write a relative glob",
                "'{reads: [a], rubric: [{asks: a, points: 1, must: true}]}' | must is not known here",
            })
    void a_wrong_rubric_is_refused(String yaml, String message) {
        assertThatThrownBy(() -> Rubric.read(GivenSettings.with(yaml)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(message);
    }

    private Finding judge() {
        return ReviewCheck.judge(Rubric.read(GivenSettings.with(ASKED)), files.workspace(), starter);
    }

    private static void validate(int points, boolean must) {
        new ReviewCheck().validate(new CheckSpec("decision", "review", points, must, GivenSettings.with(ASKED)));
    }
}
