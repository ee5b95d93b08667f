package academy.ascent.platform.regrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.platform.Classroom;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.submission.Standing;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.Submissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sets of regradings on a real database; what the grader would measure is written by hand, so that nothing depends on it. */
final class RegradeIT {
    private static PlatformUnderTest platform;
    private static Classroom school;
    private static SignedIn ida;
    private static SignedIn ada;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start();
        school = new Classroom(platform);
        // Nothing is taken from the queue: the tests say themselves how each grading ends.
        school.run("CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN NEW.execution_time := now() + interval '1 day'; RETURN NEW; END $$");
        school.run("CREATE TRIGGER hold BEFORE INSERT ON scheduled_tasks FOR EACH ROW WHEN (NEW.task_name = 'grade')"
                + " EXECUTE FUNCTION hold()");
        ida = school.person("Ida", Role.INSTRUCTOR);
        ada = school.person("Ada", Role.ADMIN);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @AfterEach
    void letAuditRowsBeWritten() {
        school.run("DROP TRIGGER IF EXISTS broken ON audit_entry");
    }

    @Test
    void nothingCountsBeforeItIsAppliedThenAllOfItAndOneClickTakesItBack() {
        var lea = school.person("Lea", Role.LEARNER);
        var max = school.person("Max", Role.LEARNER);
        var cohort = school.cohort("Autumn", ida, lea, max);
        var failed = school.submission(lea, "FAILED", 40);
        var passed = school.submission(max, "PASSED", 90);
        school.file(failed, "serving.yaml", "a: 1\n");
        var instructor = school.browser(ida);
        assertThat(instructor.get("/cohorts/" + cohort + "/policy").body()).contains("Regrade it");
        assertThat(instructor
                        .get("/regrades/new?cohort=" + cohort + "&lab=" + Classroom.LAB)
                        .body())
                .contains("2 submissions", "Measure again");

        var location = instructor
                .post(
                        "/regrades",
                        Map.of("cohort", Long.toString(cohort), "lab", Classroom.LAB, "reason", "The check was wrong."))
                .headers()
                .firstValue("location")
                .orElseThrow();
        var set = Long.parseLong(location.split("/")[2]);
        assertThat(instructor.get(location).body()).contains("0 of 2 are measured again", "being measured");
        assertThat(instructor.post(location + "/apply", Map.of()).statusCode()).isEqualTo(303);
        assertThat(instructor.get(location).body()).contains("It is still being measured: 2 of 2");

        conclude(set, failed, "PASSED", 85);
        conclude(set, passed, "FAILED", 70);
        assertThat(counts(lea)).isEqualTo("FAILED 40");
        assertThat(school.browser(lea).get("/submissions/" + failed).body()).doesNotContain("measured again");
        assertThat(school.browser(lea)
                        .get("/submissions/" + regrading(set, failed))
                        .statusCode())
                .isEqualTo(404);
        assertThat(school.browser(lea).get("/labs").body()).contains("40 of 100");
        assertThat(instructor.get(location).body())
                .contains("Of 2 submissions 2 change: 1 newly passed, 1 not any more")
                .contains("+45", "-20", "would pass now", "would not pass any more");

        instructor.post(location + "/apply", Map.of());
        assertThat(counts(lea)).isEqualTo("PASSED 85");
        assertThat(counts(max)).isEqualTo("FAILED 70");
        assertThat(school.browser(lea).get("/submissions/" + failed).body())
                .contains("Passed when it was measured again: 85 of 100 points", "The check was wrong.")
                .contains("Ida, Instructor", "Measured was: failed, 40 of 100 points");
        assertThat(school.browser(lea)
                        .get("/submissions/" + regrading(set, failed))
                        .statusCode())
                .isEqualTo(200);
        assertThat(instructor.get("/cohorts/" + cohort + "?view=table").body()).contains("85 of 100", "70 of 100");
        assertThat(instructor.get(location).body()).contains("+45", "Take it back");

        instructor.post(location + "/reverse", Map.of());
        assertThat(counts(lea)).isEqualTo("FAILED 40");
        assertThat(counts(max)).isEqualTo("PASSED 90");
        assertThat(platform.bean(AuditLog.class).of("regrade/" + set))
                .extracting(AuditLog.Entry::action)
                .containsExactly("regrade.start", "regrade.apply", "regrade.reverse");
        assertThat(platform.bean(Submissions.class).of(lea.id(), Classroom.LAB)).hasSize(1);
    }

    @Test
    void aRegradeStaysBehindWhatSomebodyHandedInAndBlocksNoHandIn() {
        var nia = school.person("Nia", Role.LEARNER);
        school.cohort("Queue", ida, nia);
        var id = school.submission(nia, "FAILED", 40);
        var set = startOne(id);

        assertThat(school.number(
                        "SELECT priority FROM scheduled_tasks WHERE task_instance = ?",
                        Long.toString(regrading(set, id))))
                .isEqualTo(-1000);
        var interactive = school.submission(nia, "QUEUED", null);
        school.run(
                "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)"
                        + " VALUES ('grade', ?, now(), false, 1, -7)",
                Long.toString(interactive));
        assertThat(school.number(
                        "SELECT min(CAST(task_instance AS bigint)) FROM (SELECT task_instance FROM scheduled_tasks"
                                + " WHERE task_name = 'grade' AND task_instance IN (?, ?)"
                                + " ORDER BY priority DESC, execution_time LIMIT 1) AS next",
                        Long.toString(regrading(set, id)),
                        Long.toString(interactive)))
                .isEqualTo(interactive);
        school.run("UPDATE submission SET state = 'FAULTED', concluded_at = now() WHERE id = ?", interactive);
    }

    @Test
    void aDiscardedOneLeavesTheQueueAndEveryGradeAsItWas() {
        var pia = school.person("Pia", Role.LEARNER);
        school.cohort("Discard", ida, pia);
        var id = school.submission(pia, "FAILED", 40);
        var set = startOne(id);
        var regrading = regrading(set, id);

        assertThat(platform.bean(Regrades.class).discard(ida, set)).isEmpty();

        assertThat(platform.bean(Submissions.class).find(regrading)).isEmpty();
        assertThat(school.number(
                        "SELECT count(*) FROM scheduled_tasks WHERE task_instance = ?", Long.toString(regrading)))
                .isZero();
        assertThat(counts(pia)).isEqualTo("FAILED 40");
        assertThat(platform.bean(Regrades.class).apply(ida, set)).isPresent();
    }

    @Test
    void whatCouldNotBeMeasuredAgainAndWhatAPersonDecidedStay() {
        var eva = school.person("Eva", Role.LEARNER);
        var jan = school.person("Jan", Role.LEARNER);
        var cohort = school.cohort("Stay", ida, eva, jan);
        var first = school.submission(eva, "FAILED", 40);
        var second = school.submission(jan, "FAILED", 50);
        platform.bean(Decisions.class).decide(ida, second, 0, 95, "By hand.", "failed");
        var set = start(new Scope.OfCohort(cohort, Classroom.LAB));
        conclude(set, first, "FAULTED", null);
        conclude(set, second, "FAILED", 10);
        school.run("UPDATE submission SET points = 120, pass = 100 WHERE id = ?", regrading(set, second));

        assertThat(differences(set))
                .extracting(Difference::effect)
                .containsExactly(Difference.Effect.UNDECIDED, Difference.Effect.DECIDED);
        platform.bean(Regrades.class).apply(ida, set);

        assertThat(counts(eva)).isEqualTo("FAILED 40");
        assertThat(counts(jan)).isEqualTo("PASSED 95");
        assertThat(school.browser(jan).get("/submissions/" + second).body())
                .contains("95 of 100 points", "Measured was: failed, 10 of 120 points");
        var standing = platform.bean(Decisions.class).standing(second).orElseThrow();
        platform.bean(Decisions.class).withdraw(ida, second, standing.id());
        assertThat(counts(jan)).isEqualTo("FAILED 10");
    }

    @Test
    void aCrashWhileApplyingOrTakingBackLeavesAllOfTheOldGrades() {
        var ole = school.person("Ole", Role.LEARNER);
        school.cohort("Crash", ida, ole);
        var id = school.submission(ole, "FAILED", 40);
        var set = startOne(id);
        conclude(set, id, "PASSED", 88);

        breakAudit("regrade.apply");
        assertThatThrownBy(() -> platform.bean(Regrades.class).apply(ida, set)).hasMessageContaining("audit");
        assertThat(counts(ole)).isEqualTo("FAILED 40");
        letAuditRowsBeWritten();
        assertThat(platform.bean(Regrades.class).apply(ida, set)).isEmpty();
        assertThat(counts(ole)).isEqualTo("PASSED 88");

        breakAudit("regrade.reverse");
        assertThatThrownBy(() -> platform.bean(Regrades.class).reverse(ida, set))
                .hasMessageContaining("audit");
        assertThat(counts(ole)).isEqualTo("PASSED 88");
    }

    @Test
    void ofManyWhoDecideAboutASetAtOnceOneDoes() {
        var uta = school.person("Uta", Role.LEARNER);
        school.cohort("Race", ida, uta);
        var id = school.submission(uta, "FAILED", 40);
        var set = startOne(id);
        conclude(set, id, "PASSED", 88);
        var regrades = platform.bean(Regrades.class);

        var problems = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> i % 2 == 0 ? regrades.apply(ida, set) : regrades.discard(ida, set)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(problems).filteredOn(problem -> problem.isEmpty()).hasSize(1);
        assertThat(platform.bean(AuditLog.class).of("regrade/" + set)).hasSize(2);
    }

    @Test
    void onlyWhoTeachesStartsOneAndOnlyItsStarterAndAdministratorsDecide() {
        var otto = school.person("Otto", Role.INSTRUCTOR);
        var kim = school.person("Kim", Role.LEARNER);
        var cohort = school.cohort("Own", ida, kim);
        var id = school.submission(kim, "FAILED", 40);
        var stranger = school.browser(otto);
        assertThat(stranger.get("/regrades/new?submission=" + id).statusCode()).isEqualTo(403);
        assertThat(stranger.get("/regrades/new?cohort=" + cohort + "&lab=" + Classroom.LAB)
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.get("/regrades/new?lab=" + Classroom.LAB + "&version=ab")
                        .statusCode())
                .isEqualTo(403);
        assertThat(stranger.get("/regrades/new").statusCode()).isEqualTo(400);

        var set = startOne(id);
        assertThat(stranger.get("/regrades/" + set).statusCode()).isEqualTo(404);
        assertThat(stranger.post("/regrades/" + set + "/discard", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(stranger.get("/regrades").body()).contains("No regrade yet");
        assertThat(school.browser(ada).get("/regrades/" + set).statusCode()).isEqualTo(200);
        assertThat(school.browser(ada).get("/regrades").body()).contains("Versions of labs", Classroom.LAB + "@");
        assertThat(school.browser(ida)
                        .post("/regrades", Map.of("submission", Long.toString(id), "reason", " "))
                        .body())
                .contains("Say why");
    }

    @Test
    void aVersionTakesEverybodysAndTheDatabaseLetsNoStateGoBack() {
        var bea = school.person("Bea", Role.LEARNER);
        var id = school.submission(bea, "FAILED", 40);
        var digest = platform.bean(Submissions.class).find(id).orElseThrow().labDigest();
        var regrades = platform.bean(Regrades.class);
        var plan = regrades.plan(ada, new Scope.OfVersion(Classroom.LAB, digest));
        assertThat(plan.submissions()).extracting(Submission::key).contains(id);

        var set = regrades.start(ada, plan, Regrade.Against.CURRENT, "A new version.");
        regrades.discard(ada, set);
        for (var state : new String[] {"RUNNING", "APPLIED", "REVERSED"}) {
            assertThatThrownBy(() -> school.run("UPDATE regrade SET state = ? WHERE id = ?", state, set))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static void breakAudit(String action) {
        school.run("CREATE OR REPLACE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'the power is gone'; END $$");
        school.run("CREATE TRIGGER broken BEFORE INSERT ON audit_entry FOR EACH ROW WHEN (NEW.action = '" + action
                + "') EXECUTE FUNCTION broken()");
    }

    private static long startOne(long submission) {
        return start(new Scope.One(submission));
    }

    private static long start(Scope scope) {
        var regrades = platform.bean(Regrades.class);
        return regrades.start(ida, regrades.plan(ida, scope), Regrade.Against.PINNED, "Because.");
    }

    private static List<Difference> differences(long set) {
        var regrades = platform.bean(Regrades.class);
        return new ArrayList<>(regrades.differences(regrades.of(ida, set)));
    }

    private static long regrading(long set, long submission) {
        return school.number("SELECT id FROM submission WHERE regrade_id = ? AND regrade_of = ?", set, submission);
    }

    private static void conclude(long set, long submission, String state, Integer earned) {
        school.run(
                "UPDATE submission SET state = ?, earned = ?, concluded_at = now() WHERE id = ?",
                state,
                earned,
                regrading(set, submission));
    }

    private static String counts(SignedIn learner) {
        var standing = platform.bean(Submissions.class)
                .standings(List.of(learner.id()))
                .getFirst();
        return standing.best()
                .or(() -> java.util.Optional.of(standing).map(Standing::latest))
                .map(one -> one.state() + " " + one.earned())
                .orElseThrow();
    }
}
