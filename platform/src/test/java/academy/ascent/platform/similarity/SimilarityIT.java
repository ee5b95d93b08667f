package academy.ascent.platform.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.platform.Classroom;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.LabCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SimilarityIT {
    private static final String PROBE =
            "readinessProbe: {httpGet: {path: /v2/health/ready, port: 8000}, periodSeconds: 3}\n";

    private static PlatformUnderTest platform;
    private static Classroom school;
    private static SignedIn ida;
    private static SignedIn otto;
    private static String starter = "";

    @BeforeAll
    static void start() throws IOException {
        platform = PlatformUnderTest.start();
        school = new Classroom(platform);
        ida = school.person("Ida", Role.INSTRUCTOR);
        otto = school.person("Otto", Role.INSTRUCTOR);
        var lab = platform.bean(LabCatalog.class).get(Classroom.LAB);
        starter = Files.readString(lab.folder().resolve("starter/serving.yaml"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void alikePairsComeFirstAndStandBesideEachOther() {
        var lea = school.person("Lea", Role.LEARNER);
        var max = school.person("Max", Role.LEARNER);
        var eva = school.person("Eva", Role.LEARNER);
        var cohort = school.cohort("Autumn", ida, lea, max, eva);
        handIn(lea, "an earlier try that nobody compares, because a later one is there and counts instead of it\n");
        var one = handIn(lea, starter + PROBE);
        var other = handIn(max, "# mine\n" + PROBE + starter);
        handIn(eva, starter + "strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}, type: RollingUpdate}\n");
        var list = "/cohorts/" + cohort + "/similarity/" + Classroom.LAB;
        var browser = school.browser(ida);
        assertThat(browser.get("/cohorts/" + cohort + "/similarity").body())
                .contains("3 learners handed something in", "not compared", "Nothing follows from it by itself");
        assertThat(browser.get(list).body()).contains("Nothing was compared yet");

        var page = compared(list);
        assertThat(page).contains("3 learners, 3 pairs", "100 %", "Lea and Max", "A number here is no verdict");
        assertThat(page).doesNotContain("Lea and Eva", "Max and Eva", "in part");

        var pair = browser.get(list + "/" + one + "/" + other).body();
        assertThat(pair)
                .contains("100 % in common", "1 passage that both have", "This is no verdict")
                .contains("id=\"l1\"", "href=\"#r1\"", "id=\"r1\"", "href=\"#l1\"", "class=\"faint\"")
                .doesNotContain("an earlier try");
        assertThat(audited(cohort)).containsExactly("similarity.ask", "similarity.look", "similarity.look");

        browser.post(list, Map.of());
        assertThat(browser.get(list).body()).contains("Lea and Max").doesNotContain("Look again");
        handIn(eva, starter + PROBE.replace("3", "30"));
        assertThat(browser.get(list).body()).contains("handed in since", "Compare again");
        var again = compared(list);
        assertThat(again.indexOf("Lea and Max"))
                .isPositive()
                .isLessThan(Math.max(again.indexOf("Lea and Eva"), again.indexOf("Max and Eva")));
        school.run("UPDATE cohort_member SET left_at = now() WHERE account_id = ?", max.id());
        assertThat(browser.get(list).body()).contains("Lea and Eva").doesNotContain("Max");
        assertThat(browser.get(list + "/" + one + "/" + other).statusCode()).isEqualTo(404);
    }

    @Test
    void theStarterAloneIsNothingInCommon() {
        var pia = school.person("Pia", Role.LEARNER);
        var ole = school.person("Ole", Role.LEARNER);
        var cohort = school.cohort("Winter", ida, pia, ole);
        handIn(pia, starter);
        handIn(ole, starter + "# with a remark\n");
        assertThat(compared("/cohorts/" + cohort + "/similarity/" + Classroom.LAB))
                .contains("No two of them have a passage of 12 tokens or more in common")
                .doesNotContain("Pia and Ole");
    }

    @Test
    void onlyWhoTeachesTheCohortSeesAndOnlyWhatWasComparedThere() {
        var tim = school.person("Tim", Role.LEARNER);
        var zoe = school.person("Zoe", Role.LEARNER);
        var stranger = school.person("Uma", Role.LEARNER);
        var cohort = school.cohort("Spring", ida, tim, zoe);
        var one = handIn(tim, PROBE);
        var other = handIn(zoe, PROBE);
        var third = handIn(stranger, PROBE);
        var list = "/cohorts/" + cohort + "/similarity/" + Classroom.LAB;
        assertThat(compared(list)).contains("Tim and Zoe").doesNotContain("Uma");
        for (var path : List.of(list, list + "/" + one + "/" + other)) {
            assertThat(school.browser(otto).get(path).statusCode()).isEqualTo(404);
            assertThat(school.browser(tim).get(path).statusCode()).isEqualTo(403);
        }
        assertThat(school.browser(otto).post(list, Map.of()).statusCode()).isEqualTo(404);
        var browser = school.browser(ida);
        assertThat(browser.get(list + "/" + one + "/" + third).statusCode()).isEqualTo(404);
        assertThat(browser.get(list + "/" + other + "/" + one).statusCode()).isEqualTo(404);
        assertThat(browser.get("/cohorts/" + cohort + "/similarity/no-such-lab").statusCode())
                .isEqualTo(404);
        assertThat(audited(cohort)).containsExactly("similarity.ask", "similarity.look");
    }

    @Test
    void aReportWhoseWorkerDiedIsMadeByAnotherAndOneLearnerIsNoPair() {
        var ben = school.person("Ben", Role.LEARNER);
        var kim = school.person("Kim", Role.LEARNER);
        var cohort = school.cohort("Summer", ida, ben, kim);
        var list = "/cohorts/" + cohort + "/similarity/" + Classroom.LAB;
        var one = handIn(ben, PROBE);
        assertThat(school.browser(ida).post(list, Map.of()).body()).contains("takes 2 to 300 learners; 1 handed");
        var other = handIn(kim, PROBE);
        var report = school.number(
                "INSERT INTO similarity_report (cohort_id, lab, digest, pairs, asked_by, asked_at, claimed_at)"
                        + " VALUES (?, ?, 'd', 1, ?, now(), now() + interval '1 hour') RETURNING id",
                cohort,
                Classroom.LAB,
                ida.id());
        school.run("INSERT INTO similarity_work SELECT ?, unnest(ARRAY[?, ?])", report, one, other);
        assertThat(school.browser(ida).get(list).body()).contains("0 of 1 pairs are compared", "Look again");
        school.run("UPDATE similarity_report SET claimed_at = now() - interval '2 minutes' WHERE id = ?", report);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> school.browser(ida).get(list).body().contains("Ben and Kim"));
    }

    private static long handIn(SignedIn learner, String text) {
        var id = school.submission(learner, "FAILED", 40);
        school.file(id, "serving.yaml", text);
        return id;
    }

    private static String compared(String list) {
        var browser = school.browser(ida);
        assertThat(browser.post(list, Map.of()).statusCode()).isEqualTo(303);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> school.number("SELECT count(*) FROM similarity_report WHERE finished_at IS NULL") == 0);
        return browser.get(list).body();
    }

    private static List<String> audited(long cohort) {
        return platform.bean(AuditLog.class).of("cohort/" + cohort).stream()
                .map(AuditLog.Entry::action)
                .filter(action -> action.startsWith("similarity"))
                .toList();
    }
}
