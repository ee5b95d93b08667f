package academy.ascent.platform.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.platform.Classroom;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.Submissions;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class CommentIT {
    private static final String FILE = "k8s/deployment.yaml";

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
    void anInstructorWritesBesideALineAndTheLearnerReadsAndAnswers() {
        var id = submission();
        assertThat(school.browser(ida).get("/submissions/" + id + "/files").body())
                .contains("Comment on line 2", "replicas: 1");
        assertThat(write(ida, id, FILE, "2", "Why <i>one</i>?\r\nThe lesson says two.")
                        .headers()
                        .firstValue("location"))
                .contains("/submissions/" + id + "/files?file=k8s%2Fdeployment.yaml#L2");

        var learner = school.browser(lea);
        assertThat(learner.get("/submissions/" + id).body()).contains("1 comment on a line of the files");
        assertThat(learner.get("/submissions/" + id + "/files").body())
                .contains("Ida, Instructor", "Why &lt;i&gt;one&lt;/i&gt;?\nThe lesson says two.", "Answer")
                .contains("href=\"#L2\"")
                .doesNotContain("Comment on line 1");
        assertThat(learner.get("/submissions/" + id + "/files?file=k8s%2Fdeployment.yaml&line=2")
                        .body())
                .contains("Answer on line 2", "<textarea");
        assertThat(write(lea, id, FILE, "2", "I saw it too late.").statusCode()).isEqualTo(303);

        assertThat(school.browser(ida).get("/submissions/" + id + "/files").body())
                .contains("Lea, Learner", "I saw it too late.");
        assertThat(platform.bean(AuditLog.class).of("submission/" + id))
                .extracting(AuditLog.Entry::action)
                .containsExactly("comment.write", "comment.write");
    }

    @Test
    void onlyThoseWhoTeachBeginAndOnlyThoseWhoMaySeeRead() {
        var id = submission();
        assertThat(write(lea, id, FILE, "1", "Look at me!").body())
                .contains("You can answer where somebody has written");
        assertThat(write(otto, id, FILE, "1", "Hello.").body()).contains("Only whoever teaches this learner");
        assertThat(school.browser(otto).get("/submissions/" + id + "/files").body())
                .doesNotContain("Comment on line 1");

        var max = school.person("Max", Role.LEARNER);
        assertThat(school.browser(max).get("/submissions/" + id + "/files").statusCode())
                .isEqualTo(404);
        assertThat(write(max, id, FILE, "1", "Hello.").statusCode()).isEqualTo(404);
        assertThat(comments(id)).isEmpty();
    }

    @Test
    void onesOwnIsChangedAndDeletedUntilSomebodyAnswers() {
        var id = submission();
        write(ida, id, FILE, "1", "Frist.");
        var first = comments(id).getFirst().id();

        assertThat(send(lea, id, first, "change", "Mine now").body()).contains("Only your own comment");
        assertThat(school.browser(ida)
                        .get("/submissions/" + id + "/files?file=k8s%2Fdeployment.yaml&change=" + first)
                        .body())
                .contains("Change your comment", "Frist.</textarea>");
        assertThat(send(ida, id, first, "change", "First.").statusCode()).isEqualTo(303);
        assertThat(school.browser(lea).get("/submissions/" + id + "/files").body())
                .contains("First.", "changed")
                .doesNotContain("Frist.");

        write(lea, id, FILE, "1", "Second.");
        assertThat(send(ida, id, first, "change", "Other").statusCode()).isEqualTo(422);
        assertThat(send(ida, id, first, "delete", "").statusCode()).isEqualTo(422);

        var second = comments(id).getLast().id();
        assertThat(send(lea, id, second, "delete", "").statusCode()).isEqualTo(303);
        assertThat(comments(id).getLast().text()).isEmpty();
        assertThat(school.browser(ida).get("/submissions/" + id + "/files").body())
                .doesNotContain("Second.");
        assertThat(send(lea, id, second, "delete", "").statusCode()).isEqualTo(422);
    }

    @Test
    void whatCannotBeTakenIsRefusedAndKeptInTheForm() {
        var id = submission();
        assertThat(write(ida, id, FILE, "3", "x").body()).contains("The file has lines 1 to 2");
        assertThat(write(ida, id, FILE, "0", "x").statusCode()).isEqualTo(422);
        assertThat(write(ida, id, "other.yaml", "1", "x").body()).contains("There is no such file");
        assertThat(write(ida, id, FILE, "1", " \n ").body()).contains("Write something first");
        assertThat(write(ida, id, FILE, "1", "bell \u0007").body()).contains("no text");
        var long_ = "y".repeat(4001);
        assertThat(write(ida, id, FILE, "1", long_).body()).contains("It has 4001 characters", long_);
        assertThat(comments(id)).isEmpty();
    }

    @Test
    void anAnswerAndAChangeDoNotPassEachOther() {
        for (var round = 0; round < 5; round++) {
            var id = submission();
            write(ida, id, FILE, "1", "Before.");
            var comments = platform.bean(Comments.class);
            var first = comments(id).getFirst().id();

            var answer = CompletableFuture.supplyAsync(() -> comments.write(lea, find(id), FILE, 1, "Answer."));
            var change = CompletableFuture.supplyAsync(() -> comments.change(ida, find(id), first, "After."));
            answer.join();
            var changed = change.join() instanceof CommentOutcome.Done;

            var all = comments(id);
            assertThat(all).hasSize(2);
            assertThat(all.getFirst().text()).isEqualTo(changed ? "After." : "Before.");
            if (changed) {
                assertThat(all.getFirst().editedAt())
                        .isBeforeOrEqualTo(all.getLast().writtenAt());
            }
        }
    }

    @Test
    void commentsOfAFewMinutesComeInOneMailAsTheyAreByThenAndNobodyIsToldOfTheirOwn() {
        var id = submission();
        write(ida, id, FILE, "1", "Which kind?");
        write(ida, id, FILE, "2", "Why one?");
        write(ida, id, FILE, "2", "A slip.");
        send(ida, id, comments(id).getLast().id(), "delete", "");
        send(ida, id, comments(id).getLast().id() - 1, "change", "Why only one?");
        platform.bean(CommentMails.class).run();
        assertThat(mails(lea, id)).isZero();

        told(id);
        assertThat(mails(lea, id)).isEqualTo(1);
        assertThat(mails(ida, id)).isZero();
        assertThat(platform.browser().get("/outbox").body())
                .contains("2 comments on ", "Ida, Instructor, on k8s/deployment.yaml, line 2:", "Why only one?")
                .contains("/submissions/" + id + "/files?file=k8s%2Fdeployment.yaml#L1")
                .doesNotContain("A slip.");

        write(lea, id, FILE, "2", "I saw it too late.");
        told(id);
        assertThat(mails(lea, id)).isEqualTo(1);
        assertThat(mails(ida, id)).isEqualTo(1);
        assertThat(platform.browser().get("/outbox").body())
                .contains("A comment on ", " by Lea", "Lea, Learner, on k8s/deployment.yaml, line 2:");
    }

    @Test
    void whoWroteOnAnotherLineIsNotToldAndManyAtOnceTellOnce() {
        var id = submission();
        var uta = school.person("Uta", Role.INSTRUCTOR);
        school.cohort("Of Uta", uta, lea);
        write(ida, id, FILE, "1", "One.");
        write(uta, id, FILE, "2", "Two.");
        write(lea, id, FILE, "1", "Answered.");
        school.run("UPDATE line_comment SET written_at = now() - interval '4 minutes' WHERE submission_id = ?", id);

        IntStream.range(0, 6)
                .mapToObj(_ -> CompletableFuture.runAsync(platform.bean(CommentMails.class)::run))
                .toList()
                .forEach(CompletableFuture::join);
        told(id);
        assertThat(mails(lea, id)).isEqualTo(1);
        assertThat(mails(ida, id)).isEqualTo(1);
        assertThat(mails(uta, id)).isZero();
    }

    /** As if the comments were some minutes old. */
    private static void told(long id) {
        school.run(
                "UPDATE line_comment SET written_at = now() - interval '4 minutes' WHERE submission_id = ? AND told_at IS NULL",
                id);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            platform.bean(CommentMails.class).run();
            return school.number("SELECT count(*) FROM line_comment WHERE submission_id = ? AND told_at IS NULL", id)
                    == 0;
        });
    }

    private static long mails(SignedIn person, long id) {
        return school.number(
                "SELECT count(*) FROM outbox_mail WHERE recipient = ? AND text LIKE ?",
                person.email(),
                "%/submissions/" + id + "/files%");
    }

    @Test
    void theDatabaseTakesNoEmptyNoHugeAndNoHomelessComment() {
        var id = submission();
        var insert = "INSERT INTO line_comment (submission_id, path, line, author_id, text, written_at)"
                + " VALUES (?, ?, ?, ?, ?, now())";
        assertThatThrownBy(() -> school.run(insert, id, "other.yaml", 1, ida.id(), "x"))
                .hasMessageContaining("foreign key");
        assertThatThrownBy(() -> school.run(insert, id, FILE, 0, ida.id(), "x")).hasMessageContaining("check");
        assertThatThrownBy(() -> school.run(insert, id, FILE, 1, ida.id(), " ")).hasMessageContaining("check");
        assertThatThrownBy(() -> school.run(insert, id, FILE, 1, ida.id(), "x".repeat(4001)))
                .hasMessageContaining("check");
    }

    private static long submission() {
        var id = school.submission(lea, "FAILED", 40);
        school.file(id, FILE, "kind: Deployment\nreplicas: 1\n");
        return id;
    }

    private static Submission find(long id) {
        return platform.bean(Submissions.class).find(id).orElseThrow();
    }

    private static List<Comment> comments(long id) {
        return platform.bean(Comments.class).of(find(id));
    }

    private static HttpResponse<String> write(SignedIn person, long id, String file, String line, String text) {
        return school.browser(person)
                .post("/submissions/" + id + "/comments", Map.of("file", file, "line", line, "text", text));
    }

    private static HttpResponse<String> send(SignedIn person, long id, long comment, String action, String text) {
        return school.browser(person)
                .post(
                        "/submissions/" + id + "/comments/" + comment + "/" + action,
                        Map.of("file", FILE, "line", "1", "text", text));
    }
}
