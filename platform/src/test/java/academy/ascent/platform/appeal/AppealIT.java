package academy.ascent.platform.appeal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.platform.Classroom;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.submission.Pauses;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.SubmissionState;
import academy.ascent.platform.submission.Submissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class AppealIT {
    private static PlatformUnderTest platform;
    private static Classroom school;
    private static SignedIn ida;
    private static SignedIn otto;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start();
        school = new Classroom(platform);
        ida = school.person("Ida", Role.INSTRUCTOR);
        otto = school.person("Otto", Role.INSTRUCTOR);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void aLearnerAsksAnInstructorFindsItAnswersAndTheLearnerGetsMail() {
        var lea = learner("Lea");
        var id = school.submission(lea, "FAILED", 40);
        var learner = school.browser(lea);
        assertThat(learner.get("/submissions/" + id).body()).contains("Ask for a person to look");
        assertThat(learner.get("/submissions/" + id + "/appeal").body()).contains("What is wrong?");
        assertThat(post(lea, id, "", "reason", "The <b>probe</b> was late.")).isEqualTo(303);
        assertThat(learner.get("/submissions/" + id + "/appeal").body())
                .contains("The &lt;b&gt;probe&lt;/b&gt; was late.", "Withdraw it")
                .doesNotContain("What is wrong?");

        assertThat(school.browser(ida).get("/review").body())
                .contains("The &lt;b&gt;probe&lt;/b&gt; was late.", "Answer: ");
        assertThat(school.browser(otto).get("/review").body()).doesNotContain("probe");
        assertThat(post(ida, id, "/answer", "answer", "You are right; I gave the points."))
                .isEqualTo(303);

        assertThat(learner.get("/submissions/" + id + "/appeal").body())
                .contains("You are right; I gave the points.", "Ida, Instructor", "What is wrong?");
        assertThat(platform.browser().get("/outbox").body())
                .contains("lea@example.org", "Your appeal was answered", "You are right; I gave the points.")
                .contains("/submissions/" + id);
        assertThat(school.browser(ida).get("/review").body()).doesNotContain("probe");
        assertThat(platform.bean(AuditLog.class).of("submission/" + id))
                .extracting(AuditLog.Entry::action)
                .containsExactly("appeal.ask", "appeal.answer");
    }

    @Test
    void onlyTheOwnerAsksAndOnlyWhoTeachesAnswers() {
        var max = learner("Max");
        var id = school.submission(max, "FAILED", 40);
        assertThat(post(ida, id, "", "reason", "x")).isEqualTo(403);
        assertThat(post(otto, id, "", "reason", "x")).isEqualTo(404);
        post(max, id, "", "reason", "Please look.");
        assertThat(post(max, id, "/answer", "answer", "Yes!")).isEqualTo(403);
        assertThat(post(otto, id, "/answer", "answer", "No.")).isEqualTo(404);
        assertThat(post(ida, id, "/withdraw", "x", "x")).isEqualTo(403);
        assertThat(platform.bean(Appeals.class).of(find(id)))
                .singleElement()
                .satisfies(appeal -> assertThat(appeal.isOpen()).isTrue());
    }

    @Test
    void oneIsOpenAtATimeEvenIfManyAreAskedAtOnce() {
        var nia = learner("Nia");
        var first = find(school.submission(nia, "FAILED", 40));
        var second = find(school.submission(nia, "FAILED", 50));
        var appeals = platform.bean(Appeals.class);

        var asked = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> appeals.ask(nia, i % 2 == 0 ? first : second, "Reason " + i)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(asked).filteredOn(done -> done).hasSize(1);
        var open = appeals.of(first).isEmpty() ? second : first;
        var other = open == first ? second : first;
        assertThat(post(nia, other.key(), "", "reason", "Me too")).isEqualTo(409);
        assertThat(post(nia, open.key(), "/withdraw", "x", "x")).isEqualTo(303);
        assertThat(post(nia, other.key(), "", "reason", "Now")).isEqualTo(303);
        assertThat(post(nia, other.key(), "", "reason", " ")).isEqualTo(422);
    }

    @Test
    void anAnswerIsGivenOnce() {
        var pia = learner("Pia");
        var submission = find(school.submission(pia, "FAILED", 40));
        var appeals = platform.bean(Appeals.class);
        appeals.ask(pia, submission, "Please.");

        var answered = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> appeals.answer(ida, submission, "the lab, no. 1", "Answer " + i)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answered).filteredOn(done -> done).hasSize(1);
        assertThat(school.number("SELECT count(*) FROM outbox_mail WHERE recipient = 'pia@example.org'"))
                .isEqualTo(1);
    }

    @Test
    void whatNothingCouldJudgeWaitsForAPersonUntilSomebodyDecides() {
        var eva = learner("Eva");
        var id = school.submission(eva, "INCONCLUSIVE", null);
        school.run("UPDATE submission SET reason = 'the host was busy' WHERE id = ?", id);
        assertThat(school.browser(ida).get("/review").body()).contains("the host was busy", "by Eva");
        assertThat(school.browser(otto).get("/review").body()).doesNotContain("the host was busy");

        platform.bean(Decisions.class).decide(ida, id, 0, 90, "By hand.", "inconclusive");
        assertThat(school.browser(ida).get("/review").body()).doesNotContain("the host was busy");
    }

    @Test
    void aPausedLabHoldsItsQueueTellsWhyAndGoesOn() {
        var ole = learner("Ole");
        school.enroll(ole);
        assertThat(school.browser(ida)
                        .post(
                                "/review/labs/" + Classroom.LAB + "/pause",
                                Map.of("reason-" + Classroom.LAB, "The model is being replaced."))
                        .statusCode())
                .isEqualTo(303);
        assertThat(platform.bean(Pauses.class).pause(ida, Classroom.LAB, "Again"))
                .isFalse();
        var id = school.submission(ole, "QUEUED", null);
        school.run(
                "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)"
                        + " VALUES ('grade', ?, now(), false, 1, 0)",
                Long.toString(id));

        assertThat(school.browser(ole).get("/submissions/" + id).body())
                .contains("An instructor has paused this lab: The model is being replaced.");
        assertThat(school.browser(ole).get("/labs/" + Classroom.LAB).body())
                .contains("An instructor has paused this lab: The model is being replaced.");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> school.number(
                                "SELECT count(*) FROM scheduled_tasks WHERE task_instance = ? AND NOT picked"
                                        + " AND execution_time > now()",
                                Long.toString(id))
                        == 1);
        assertThat(find(id).state()).isEqualTo(SubmissionState.QUEUED);
        assertThat(find(id).epoch()).isZero();

        assertThat(school.browser(otto)
                        .post("/review/labs/" + Classroom.LAB + "/resume", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(school.browser(ida).get("/review").body()).contains("Let it go on", "The model is being replaced.");
        school.browser(ida).post("/review/labs/" + Classroom.LAB + "/resume", Map.of());
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> find(id).epoch() > 0);
        assertThat(platform.bean(AuditLog.class).of("lab/" + Classroom.LAB))
                .extracting(AuditLog.Entry::action)
                .containsExactly("lab.pause", "lab.resume");
    }

    @Test
    void theDatabaseTakesNoSecondOpenAppealAndNoHalfAnAnswer() {
        var uta = learner("Uta");
        var id = school.submission(uta, "FAILED", 40);
        platform.bean(Appeals.class).ask(uta, find(id), "Please.");
        assertThatThrownBy(() -> school.run(
                        "INSERT INTO appeal (submission_id, account_id, reason, asked_at) VALUES (?, ?, 'x', now())",
                        id,
                        uta.id()))
                .hasMessageContaining("appeal_open");
        assertThatThrownBy(() -> school.run("UPDATE appeal SET answer = 'x' WHERE submission_id = ?", id))
                .hasMessageContaining("check");
    }

    private static SignedIn learner(String name) {
        var learner = school.person(name, Role.LEARNER);
        school.cohort("Cohort of " + name, ida, learner);
        return learner;
    }

    private static Submission find(long id) {
        return platform.bean(Submissions.class).find(id).orElseThrow();
    }

    private static int post(SignedIn person, long id, String part, String field, String text) {
        return school.browser(person)
                .post("/submissions/" + id + "/appeal" + part, Map.of(field, text))
                .statusCode();
    }
}
