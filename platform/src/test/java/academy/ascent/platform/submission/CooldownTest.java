package academy.ascent.platform.submission;

import static academy.ascent.platform.submission.SubmissionState.FAILED;
import static academy.ascent.platform.submission.SubmissionState.FAULTED;
import static academy.ascent.platform.submission.SubmissionState.PASSED;
import static academy.ascent.platform.submission.SubmissionState.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.Labs;
import academy.ascent.platform.PlatformUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lab asks for no wait after the first and second failure, then for 1, 5 and 15 minutes. */
final class CooldownTest {
    private static final Lab LAB = Labs.read(PlatformUnderTest.home().resolve("labs/l1-first-prediction"));
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void theFirstTwoFailuresCostNoWait() {
        assertThat(Cooldown.nextTry(LAB, ended(FAILED), NOW)).isEmpty();
        assertThat(Cooldown.nextTry(LAB, ended(FAILED, FAILED), NOW)).isEmpty();
    }

    @Test
    void laterFailuresCostWhatTheLabSays() {
        assertThat(Cooldown.nextTry(LAB, ended(FAILED, FAILED, FAILED), NOW)).contains(NOW.plus(Duration.ofMinutes(1)));
        assertThat(Cooldown.nextTry(LAB, ended(FAILED, FAILED, FAILED, FAILED), NOW))
                .contains(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void theLastWaitRepeats() {
        assertThat(Cooldown.nextTry(LAB, ended(FAILED, FAILED, FAILED, FAILED, FAILED, FAILED, FAILED), NOW))
                .contains(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    void aWaitThatIsOverIsOver() {
        var handedIn = ended(FAILED, FAILED, FAILED);
        assertThat(Cooldown.nextTry(LAB, handedIn, NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void onlyJudgementsCount() {
        assertThat(Cooldown.nextTry(LAB, ended(REFUSED, FAULTED, REFUSED, FAULTED), NOW))
                .isEmpty();
        assertThat(Cooldown.nextTry(LAB, ended(FAILED, FAILED, FAILED, PASSED), NOW))
                .isEmpty();
    }

    private static List<Submission> ended(SubmissionState... states) {
        var handedIn = new ArrayList<Submission>();
        for (var state : states) {
            handedIn.add(new Submission(
                    (long) handedIn.size() + 1,
                    1,
                    LAB.id(),
                    LAB.digest(),
                    handedIn.size() + 1,
                    state,
                    1,
                    1,
                    NOW,
                    NOW,
                    "",
                    null,
                    100,
                    80,
                    null,
                    null,
                    null,
                    null));
        }
        return handedIn;
    }
}
