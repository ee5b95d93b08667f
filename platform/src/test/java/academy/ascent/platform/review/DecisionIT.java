package academy.ascent.platform.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.platform.Classroom;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.grade.Decision;
import academy.ascent.platform.grade.DecisionOutcome;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DecisionIT {
    private static PlatformUnderTest platform;
    private static Classroom school;
    private static SignedIn ida;
    private static SignedIn otto;
    private static SignedIn lea;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start();
        school = new Classroom(platform);
        ida = school.person("Ida", Role.INSTRUCTOR);
        otto = school.person("Otto", Role.INSTRUCTOR);
        lea = school.person("Lea", Role.LEARNER);
        school.cohort("Autumn", ida, lea);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void theDifferenceIsShownThenDecidedAndTheLearnerSeesWhoAndWhyBesideWhatWasMeasured() {
        var id = school.submission(lea, "FAILED", 40);
        var instructor = school.browser(ida);
        assertThat(instructor.get("/submissions/" + id).body()).contains("Decide the grade yourself");

        var shown = decide(id, "85", "The check took the\nwrong <b>port</b>.", 0, "");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("Failed, 40 of 100 points", "Passed, 85 of 100 points", "Decide so");
        assertThat(platform.bean(Decisions.class).history(id)).isEmpty();

        assertThat(decide(id, "85", "The check took the\nwrong <b>port</b>.", 0, "decide")
                        .statusCode())
                .isEqualTo(303);
        assertThat(school.browser(lea).get("/submissions/" + id).body())
                .contains("Passed by decision: 85 of 100 points", "Ida, Instructor", "wrong &lt;b&gt;port&lt;/b&gt;.")
                .contains("40 of 100 points; 80 are needed", "Measured was: failed, 40 of 100 points")
                .contains("Compare with the reference solution")
                .doesNotContain("Decide the grade yourself");
        assertThat(new String(school.browser(lea).download("/submissions/" + id + "/result.json"), UTF_8))
                .contains("\"state\" : \"failed\"", "\"decision\"", "\"earned\" : 85", "Ida, Instructor");
        assertThat(platform.bean(AuditLog.class).of("submission/" + id))
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail())
                        .startsWith("from Failed, 40 of 100 points to 85 points: The check took the"));
    }

    @Test
    void theCohortAndTheFileSayThatAPersonDecidedUntilItIsWithdrawn() {
        var nia = school.person("Nia", Role.LEARNER);
        var group = school.cohort("Winter", ida, nia);
        var id = school.submission(nia, "FAULTED", null);
        decide(id, "90", "Looked at by hand.", 0, "decide");

        var instructor = school.browser(ida);
        assertThat(instructor.get("/cohorts/" + group + "?view=table").body())
                .contains("90 of 100", "decided by a person", "Passed");
        assertThat(instructor.get("/cohorts/" + group + "?view=matrix").body())
                .contains("square passed decided", "90 of 100 points (decided by a person)");
        assertThat(new String(instructor.download("/cohorts/" + group + "/results.csv"), UTF_8))
                .contains(",person");
        assertThat(school.browser(nia).get("/labs").body()).contains("90 of 100 points");

        instructor.get("/submissions/" + id + "/grade");
        var standing = platform.bean(Decisions.class).standing(id).orElseThrow();
        instructor.post("/submissions/" + id + "/grade/withdraw", Map.of("seen", Long.toString(standing.id())));

        assertThat(instructor.get("/cohorts/" + group + "?view=table").body())
                .contains("Faulted")
                .doesNotContain("decided by a person");
        assertThat(instructor.get("/submissions/" + id + "/grade").body())
                .contains("90 of 100 points", "ended by Ida", "Looked at by hand.");
        assertThat(platform.bean(AuditLog.class).of("submission/" + id))
                .extracting(AuditLog.Entry::action)
                .containsExactly("grade.override", "grade.withdraw");
    }

    @Test
    void theLearnerHearsOfADecisionAndOfItsEndByMailOnceEach() {
        var tim = school.person("Tim", Role.LEARNER);
        school.cohort("Of Tim", ida, tim);
        var id = school.submission(tim, "FAILED", 40);
        decide(id, "85", "The <b>port</b> was ours.", 0, "");
        assertThat(mails(tim)).isZero();
        decide(id, "85", "The <b>port</b> was ours.", 0, "decide");
        decide(id, "95", "Too late.", 0, "decide");
        assertThat(mails(tim)).isEqualTo(1);
        assertThat(platform.browser().get("/outbox").body())
                .contains(
                        "tim@example.org",
                        "Your grade was decided: ",
                        "Ida, Instructor, decided what your submission counts for")
                .contains("It was: Failed, 40 of 100 points.", "It is now: Passed, 85 of 100 points.")
                .contains("The reason:", "The &lt;b&gt;port&lt;/b&gt; was ours.", "/submissions/" + id)
                .doesNotContain("Too late.");

        var standing = platform.bean(Decisions.class).standing(id).orElseThrow();
        var form = Map.of("seen", Long.toString(standing.id()));
        school.browser(ida).post("/submissions/" + id + "/grade/withdraw", form);
        school.browser(ida).post("/submissions/" + id + "/grade/withdraw", form);
        assertThat(mails(tim)).isEqualTo(2);
        assertThat(platform.browser().get("/outbox").body())
                .contains("It was: Passed, 85 of 100 points.", "It is now: Failed, 40 of 100 points.");
        assertThat(mails(ida)).isZero();
    }

    private static long mails(SignedIn person) {
        return school.number("SELECT count(*) FROM outbox_mail WHERE recipient = ?", person.email());
    }

    @Test
    void theReportIsOneFileThatRefersToNothingOutside() {
        var id = school.submission(lea, "FAILED", 40);
        school.file(id, "serving.yaml", "<script src=\"https://example.org/x.js\"></script>\n");
        decide(id, "85", "Looked at by hand.", 0, "decide");

        var report = new String(school.browser(lea).download("/submissions/" + id + "/report.html"), UTF_8);

        assertThat(report)
                .contains("Passed by decision: 85 of 100 points", "Looked at by hand.", "--surface")
                .contains("&lt;script src=\"https://example.org/x.js\"&gt;");
        assertThat(Pattern.compile(
                                "(<script|<link|<img|<iframe|<form|<base|url\\(|@import|\\b(href|src|action)\\s*=\\s*\"?[^#\"])")
                        .matcher(report.replaceAll("(?s)<pre.*?</pre>", ""))
                        .results()
                        .map(match -> match.group()))
                .isEmpty();
        var open = school.person("Ben", Role.LEARNER);
        assertThat(school.browser(open)
                        .get("/submissions/" + school.submission(open, "QUEUED", null) + "/report.html")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void onlyWhoTeachesTheLearnerDecidesAndNobodyAboutTheirOwnWork() {
        var id = school.submission(lea, "FAILED", 40);
        var form = Map.of("points", "100", "reason", "Because.", "seen", "0", "step", "decide");
        for (var stranger : new SignedIn[] {otto, lea}) {
            var browser = school.browser(stranger);
            assertThat(browser.get("/submissions/" + id + "/grade").statusCode())
                    .isEqualTo(403);
            assertThat(browser.post("/submissions/" + id + "/grade", form).statusCode())
                    .isEqualTo(403);
            assertThat(browser.post("/submissions/" + id + "/grade/withdraw", form)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(school.browser(otto).get("/submissions/" + id).body()).doesNotContain("Decide the grade yourself");
        var own = school.submission(ida, "FAILED", 40);
        school.cohort("Of herself", ida, ida);
        assertThat(school.browser(ida).get("/submissions/" + own + "/grade").body())
                .contains("your own work");
        assertThat(platform.bean(Decisions.class).history(id)).isEmpty();

        var ada = school.person("Ada", Role.ADMIN);
        assertThat(school.browser(ada)
                        .post("/submissions/" + id + "/grade", form)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void whatCannotBeDecidedIsRefusedWithWhatToDo() {
        var id = school.submission(lea, "FAILED", 40);
        var tooMany = decide(id, "101", " ", 0, "decide");
        assertThat(tooMany.statusCode()).isEqualTo(422);
        assertThat(tooMany.body()).contains("from 0 to 100", "Say why", "value=\"101\"");
        assertThat(decide(id, "-1", "x", 0, "decide").statusCode()).isEqualTo(422);
        assertThat(decide(id, "80", "x".repeat(2001), 0, "decide").body()).contains("It has 2001 characters");

        var max = school.person("Max", Role.LEARNER);
        school.cohort("Open", ida, max);
        var open = school.submission(max, "QUEUED", null);
        assertThat(decide(open, "80", "Because.", 0, "decide").statusCode()).isEqualTo(409);
        assertThat(platform.bean(Decisions.class).history(id)).isEmpty();
    }

    @Test
    void ofManyWhoDecideAtOnceOneDoesAndTheOthersAreTold() {
        var id = school.submission(lea, "FAILED", 40);
        var decisions = platform.bean(Decisions.class);

        var outcomes = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> decisions.decide(ida, id, 0, 50 + i, "Reason " + i, "failed")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(outcomes).filteredOn(DecisionOutcome.Done.class::isInstance).hasSize(1);
        assertThat(decisions.history(id)).filteredOn(Decision::stands).hasSize(1);
        assertThat(platform.bean(AuditLog.class).of("submission/" + id)).hasSize(1);
        assertThat(decide(id, "99", "Too late.", 0, "decide").headers().firstValue("location"))
                .contains("/submissions/" + id + "/grade");
        assertThat(school.browser(ida).get("/submissions/" + id + "/grade").body())
                .contains("Somebody else decided");
        assertThat(decisions.withdraw(ida, id, 0)).isInstanceOf(DecisionOutcome.Overtaken.class);
    }

    @Test
    void theDatabaseKeepsEveryDecisionAsItWas() {
        var id = school.submission(lea, "FAILED", 40);
        decide(id, "85", "Because.", 0, "decide");

        assertRefused("UPDATE grade_override SET points = 100 WHERE submission_id = ?", id);
        assertRefused("UPDATE grade_override SET reason = 'Other' WHERE submission_id = ?", id);
        assertRefused("DELETE FROM grade_override WHERE submission_id = ?", id);
        assertRefused(
                "INSERT INTO grade_override (submission_id, points, reason, decided_by, decided_at)"
                        + " SELECT ?, 90, 'second', min(id), now() FROM account",
                id);
        var other = school.submission(lea, "FAILED", 40);
        assertRefused(
                "INSERT INTO grade_override (submission_id, points, reason, decided_by, decided_at)"
                        + " SELECT ?, 101, 'too many', min(id), now() FROM account",
                other);
        assertThat(platform.bean(Decisions.class).history(id))
                .singleElement()
                .extracting(Decision::points)
                .isEqualTo(85);
    }

    private static void assertRefused(String sql, long id) {
        assertThatThrownBy(() -> school.run(sql, id)).isInstanceOf(IllegalStateException.class);
    }

    private static HttpResponse<String> decide(long id, String points, String reason, long seen, String step) {
        var browser = school.browser(ida);
        var form = new HashMap<>(Map.of("points", points, "reason", reason, "seen", Long.toString(seen)));
        form.put("step", step);
        return browser.post("/submissions/" + id + "/grade", form);
    }
}
