package academy.ascent.platform.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.platform.Classroom;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.grade.LabPolicy;
import academy.ascent.platform.grade.Policies;
import academy.ascent.platform.grade.Policy;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PolicyIT {
    private static final Instant DUE = Instant.now().minus(Duration.ofHours(30)).truncatedTo(ChronoUnit.MINUTES);

    private static PlatformUnderTest platform;
    private static Classroom school;
    private static SignedIn ida;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start();
        school = new Classroom(platform);
        ida = school.person("Ida", Role.INSTRUCTOR);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void aPolicyIsSetShownToTheLearnerBeforeHandInAndCountsInTheResults() {
        var lea = school.person("Lea", Role.LEARNER);
        school.enroll(lea);
        var cohort = school.cohort("Autumn", ida, lea);
        school.submission(lea, "PASSED", 95, DUE.minusSeconds(3600));
        school.submission(lea, "FAILED", 60, DUE.plusSeconds(3600));

        assertThat(school.browser(ida).get("/cohorts/" + cohort + "/policy").body())
                .contains("Late days of each member", "The best result", "What counts");
        assertThat(send(cohort, "2", text(DUE), "LAST").statusCode()).isEqualTo(303);
        assertThat(school.browser(ida).get("/cohorts/" + cohort + "/policy").body())
                .contains("The policy is saved", "value=\"" + text(DUE) + "\"");

        assertThat(school.browser(lea).get("/labs/" + Classroom.LAB).body())
                .contains("Autumn", "Your last result counts.", "It is 2 days late.")
                .contains("Handing in now takes 1 late day of the 1 that you have left (of 2)");
        assertThat(school.browser(ida).get("/cohorts/" + cohort + "?view=table").body())
                .contains("60 of 100", "1 late day")
                .doesNotContain("95 of 100");

        send(cohort, "0", text(DUE), "LAST");
        assertThat(school.browser(lea).get("/labs/" + Classroom.LAB).body()).contains("would not count here");
        assertThat(school.browser(ida).get("/cohorts/" + cohort + "?view=table").body())
                .contains("95 of 100");
        assertThat(platform.bean(AuditLog.class).of("cohort/" + cohort))
                .extracting(AuditLog.Entry::detail)
                .first()
                .asString()
                .isEqualTo("from 0 late days to 2 late days; " + Classroom.LAB + ": due " + DUE + ", the last counts");
    }

    @Test
    void whatCameTooLateSaysSoInTheMatrixAndTheFile() {
        var max = school.person("Max", Role.LEARNER);
        var cohort = school.cohort("Winter", ida, max);
        school.submission(max, "PASSED", 95, DUE.plusSeconds(60));
        send(cohort, "0", text(DUE), "BEST");

        assertThat(school.browser(ida)
                        .get("/cohorts/" + cohort + "?view=matrix")
                        .body())
                .contains("square late", "too late to count");
        assertThat(new String(school.browser(ida).download("/cohorts/" + cohort + "/results.csv"), UTF_8))
                .contains(",late,95,100,", "measurement,0");
    }

    @Test
    void aFaultMovesTheDueDateOfWhomItHitAndTheLabSaysSo() {
        var nia = school.person("Nia", Role.LEARNER);
        school.enroll(nia);
        var cohort = school.cohort("Spring", ida, nia);
        var faulted = school.submission(nia, "FAULTED", null, DUE.minusSeconds(600));
        school.run("UPDATE submission SET concluded_at = handed_in_at + interval '31 hours' WHERE id = ?", faulted);
        send(cohort, "0", text(DUE), "BEST");

        assertThat(school.browser(nia).get("/labs/" + Classroom.LAB).body())
                .contains("31 hours later than for the others, since a fault of ours cost you that time")
                .doesNotContain("late.");
        assertThat(school.browser(nia).get("/submissions/" + faulted).body())
                .contains("No attempt was used and no wait begins", "later for you by the 31 hours that this cost you");

        platform.bean(Decisions.class).decide(ida, faulted, 0, 50, "Looked at by hand.", "faulted");
        assertThat(school.browser(nia).get("/labs/" + Classroom.LAB).body()).contains("31 hours later");
        school.submission(nia, "PASSED", 90, DUE.plusSeconds(3600));
        assertThat(school.browser(ida).get("/cohorts/" + cohort + "?view=table").body())
                .contains("90 of 100")
                .doesNotContain("1 late day");
    }

    @Test
    void whatCannotBeIsRefusedAndNothingIsWritten() {
        var cohort = school.cohort("Refused", ida);
        var answer = send(cohort, "61", "soon", "BEST");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Write a number from 0 to 60", "Write a day and time such as", "soon");
        assertThat(platform.bean(Policies.class).of(cohort)).isEqualTo(Policy.NONE);
        assertThatThrownBy(() -> school.run("UPDATE cohort SET late_days = 61 WHERE id = ?", cohort))
                .hasMessageContaining("check");
        assertThatThrownBy(() ->
                        school.run("INSERT INTO lab_policy (cohort_id, lab, counts) VALUES (?, 'x', 'WORST')", cohort))
                .hasMessageContaining("check");
    }

    @Test
    void theSameAgainChangesNothingAndLeavesNoAuditRow() {
        var cohort = school.cohort("Twice", ida);
        var policies = platform.bean(Policies.class);
        var policy = new Policy(1, Map.of("x", new LabPolicy("x", DUE, LabPolicy.Counts.LAST)));
        assertThat(policies.change(ida, cohort, policy)).isTrue();
        assertThat(policies.change(ida, cohort, policy)).isFalse();
        assertThat(platform.bean(AuditLog.class).of("cohort/" + cohort)).hasSize(1);
    }

    private static HttpResponse<String> send(long cohort, String days, String due, String counts) {
        return school.browser(ida)
                .post(
                        "/cohorts/" + cohort + "/policy",
                        Map.of("lateDays", days, "due-" + Classroom.LAB, due, "counts-" + Classroom.LAB, counts));
    }

    private static String text(Instant at) {
        return at.toString().substring(0, 16);
    }
}
