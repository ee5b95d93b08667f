package academy.ascent.platform.learning;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.catalog.Catalog;
import academy.ascent.platform.identity.Role;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class LearningIT {
    private static final String MODULE = "/learn/build/01-how-production-ml-works/";
    private static final String SAMPLE = MODULE + "01-when-not-to-use-ml";
    private static final String OTHER_SAMPLE = MODULE + "03-anatomy-of-a-prediction-request";
    private static final String CLOSED = MODULE + "02-from-notebook-to-system";

    private static PlatformUnderTest platform;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void theHomePageShowsTheFourHeightsAndWhatTheFirstLabMeasures() {
        var page = platform.browser().get("/").body();

        for (var level : platform.bean(Catalog.class).levels()) {
            assertThat(page)
                    .contains("/levels/" + level.slug())
                    .contains(level.tier().price().text());
        }
        assertThat(page)
                .contains("p95 within")
                .contains("Who should not buy it")
                .contains(SAMPLE);
    }

    @Test
    void onlyOpenOffersCanBeBoughtAndClosedOnesSayWhatIsMissing() {
        var page = platform.browser().get("/pricing").body();

        assertThat(page).contains("href=\"/buy/build-self-paced\"").doesNotContain("href=\"/buy/automate");
        assertThat(page).contains("Not on sale. Nothing of its 10 modules is published yet.");
        assertThat(page).contains("Human hours").contains("Retakes").contains("Compute");
    }

    @Test
    void aStrangerReadsTheSamplesAndNothingElse() {
        var stranger = platform.browser();

        assertThat(stranger.get(SAMPLE).statusCode()).isEqualTo(200);
        assertThat(stranger.get(OTHER_SAMPLE).body())
                .contains("<figure")
                .contains("class=\"nl\"")
                .contains("After this you can")
                .doesNotContain("Mark as done");
        var closed = stranger.get(CLOSED);
        assertThat(closed.statusCode()).isEqualTo(403);
        assertThat(closed.body()).contains("needs a place on BUILD").contains("/levels/build");
        assertThat(stranger.get(MODULE + "99-gone").statusCode()).isEqualTo(404);
        assertThat(stranger.get("/learn").headers().firstValue("location").orElseThrow())
                .startsWith("/sign-in?next=");
    }

    @Test
    void aLearnerWithoutAPlaceMayMarkSamplesButReadNothingElse() {
        var learner = platform.browser().signUp("Vik", "vik@example.org");
        learner.get(SAMPLE);

        var done = learner.post(SAMPLE + "/complete", Map.of());
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("location")).contains(OTHER_SAMPLE);
        assertThat(learner.get("/levels/build").body()).contains("1 of 11 steps done");

        learner.get(SAMPLE);
        assertThat(learner.post(CLOSED + "/complete", Map.of()).statusCode()).isEqualTo(403);
        assertThat(learner.get("/learn").body()).contains("Your levels will stand here");
    }

    @Test
    void aLessonIsMarkedOnceAndTheMarkCanBeTakenBack() {
        var instructor = instructor("wen@example.org");
        instructor.get(CLOSED);
        instructor.post(CLOSED + "/complete", Map.of());
        instructor.get(CLOSED);
        instructor.post(CLOSED + "/complete", Map.of());
        assertThat(instructor.get("/learn").body()).contains("1 of 11 steps done");
        assertThat(instructor.get(CLOSED).body()).contains("Mark as not done");

        var undone = instructor.post(CLOSED + "/undo", Map.of());
        assertThat(undone.headers().firstValue("location")).contains(CLOSED);
        assertThat(instructor.get("/learn").body()).contains("0 of 11 steps done");
    }

    @Test
    void theNextStepFollowsTheOrderOfTheLevelAndEndsInTheLab() {
        var instructor = instructor("xia@example.org");
        assertThat(instructor.get("/learn").body()).contains("Read: When not to use ML");

        for (var lesson :
                platform.bean(Catalog.class).level("build").modules().getFirst().lessons()) {
            instructor.get(MODULE + lesson.id());
            instructor.post(MODULE + lesson.id() + "/complete", Map.of());
        }

        assertThat(instructor.get("/learn").body())
                .contains("Open the lab: Serve your first prediction")
                .contains("/labs/l1-first-prediction");
    }

    private static Browser instructor(String email) {
        platform.bean(Accounts.class).createPrivileged(email, "Teacher", "correct horse battery", Role.INSTRUCTOR);
        return platform.browser().signIn(email);
    }
}
