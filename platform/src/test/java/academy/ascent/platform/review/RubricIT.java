package academy.ascent.platform.review;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.lab.Labs;
import academy.ascent.platform.Classroom;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.LabShelf;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RubricIT {
    @TempDir
    static Path root;

    private static PlatformUnderTest platform;
    private static Classroom school;
    private static SignedIn ida;
    private static SignedIn lea;
    private static String digest;

    @BeforeAll
    static void start() throws IOException {
        platform = PlatformUnderTest.start();
        school = new Classroom(platform);
        ida = school.person("Ida", Role.INSTRUCTOR);
        lea = school.person("Lea", Role.LEARNER);
        school.cohort("Autumn", ida, lea);
        var lab = Labs.read(givenLab());
        platform.bean(LabShelf.class).keep(lab);
        digest = lab.digest();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void whatWaitsForAPersonIsReadByTheRubricAndCountsThen() {
        var id = waiting(lea, 70);
        var instructor = school.browser(ida);
        assertThat(instructor.get("/review").body()).contains("To read (1)", "A decision, no. ");
        assertThat(school.browser(lea).get("/submissions/" + id).body())
                .contains("In review", "70 of 100 points are certain; 80 pass.", "No attempt is used until");
        var page = instructor.get("/submissions/" + id + "/rubric").body();
        assertThat(page)
                .contains("Names an alternative with its cost", "Points, of 20", "We rent &lt;b&gt;for now&lt;/b&gt;.")
                .doesNotContain("A file that nobody asked for");

        assertThat(give(id, 0, "14", "No price for the second year.", "10", "").statusCode())
                .isEqualTo(303);

        assertThat(school.browser(lea).get("/submissions/" + id).body())
                .contains("Passed by decision: 94 of 100 points", "Ida, Instructor")
                .contains("Names an alternative with its cost: 14 of 20", "No price for the second year.");
        assertThat(instructor.get("/review").body()).contains("To read (0)");
        assertThat(platform.browser().get("/outbox").body())
                .contains(
                        "lea@example.org",
                        "Your grade was decided: A decision, no. ",
                        "It is now: Passed, 94 of 100 points.");
    }

    @Test
    void aRefusedFormLosesNothingAndSaysWhatIsWrong() {
        var noa = school.person("Noa", Role.LEARNER);
        school.cohort("Winter", ida, noa);
        var id = waiting(noa, 60);
        var shown = give(id, 0, "21", "Too much.", "4", "");
        assertThat(shown.statusCode()).isEqualTo(422);
        assertThat(shown.body())
                .contains(
                        "Give a whole number of points from 0 to 20.", "Only full points need no words.", "Too much.");
        assertThat(platform.bean(Decisions.class).history(id)).isEmpty();

        assertThat(give(id, 99, "20", "", "10", "").headers().firstValue("Location"))
                .hasValue("/submissions/" + id + "/rubric");
        assertThat(platform.bean(Decisions.class).history(id)).isEmpty();
        give(id, 0, "0", "Nothing of it.", "0", "Nor of this.");
        assertThat(school.browser(noa).get("/submissions/" + id).body())
                .contains("Failed by decision: 60 of 100 points");
    }

    @Test
    void onlyWhatIsInReviewIsReadAndOnlyByWhoTeaches() {
        var judged = school.submission(lea, "FAILED", 40);
        assertThat(school.browser(ida).get("/submissions/" + judged + "/rubric").statusCode())
                .isEqualTo(409);
        var mia = school.person("Mia", Role.LEARNER);
        var id = waiting(mia, 70);
        assertThat(school.browser(ida).get("/submissions/" + id + "/rubric").statusCode())
                .isEqualTo(403);
        assertThat(school.browser(mia).get("/submissions/" + id + "/rubric").statusCode())
                .isEqualTo(403);
    }

    private static HttpResponse<String> give(
            long id, long seen, String first, String firstWords, String second, String secondWords) {
        var form = new HashMap<>(Map.of("seen", Long.toString(seen), "points-0", first, "words-0", firstWords));
        form.put("points-1", second);
        form.put("words-1", secondWords);
        var browser = school.browser(ida);
        browser.get("/submissions/" + id + "/rubric");
        return browser.post("/submissions/" + id + "/rubric", form);
    }

    private static long waiting(SignedIn learner, int earned) {
        var id = school.submission(learner, "IN_REVIEW", earned);
        school.run(
                "UPDATE submission SET lab = 'l1-decision', lab_digest = ?, reason = 'A person reads the rest.' WHERE id = ?",
                digest,
                id);
        school.file(id, "DECISION.md", "We rent <b>for now</b>.\n");
        school.file(id, "other.md", "A file that nobody asked for.\n");
        return id;
    }

    private static Path givenLab() throws IOException {
        var folder = Files.createDirectories(root.resolve("l1-decision"));
        Files.createDirectories(folder.resolve("starter"));
        Files.createDirectories(folder.resolve("solution"));
        Files.writeString(folder.resolve("starter/DECISION.md"), "Write it here.\n");
        Files.writeString(folder.resolve("lab.yaml"), """
                id: l1-decision
                title: A decision
                summary: One line.
                level: 1
                module: 01-foundations
                minutes: 40
                sandbox: cpu-small
                points: 100
                pass: 80
                cooldown: [0s]
                files: {edit: ["*.md"]}
                model: m
                service: s
                grading:
                  - {id: there, check: files, points: 70, with: {require: [DECISION.md]}}
                  - id: decision
                    check: review
                    points: 30
                    with:
                      reads: [DECISION.md]
                      rubric:
                        - {asks: Names an alternative with its cost, points: 20}
                        - {asks: Says what would reverse it, points: 10}
                """);
        return folder;
    }
}
