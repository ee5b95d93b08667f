package academy.ascent.platform.submission;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A measuring process that hangs. */
final class HangIT {
    private static final String LAB = "/labs/l1-first-prediction";

    @Test
    void aMeasuringProcessThatHangsIsEndedCountsAsOurFaultAndIsRepeatedVisibly() throws IOException {
        try (var platform = PlatformUnderTest.start(Map.of("ascent.grading.silence", "12s"))) {
            platform.bean(Accounts.class)
                    .createPrivileged("hal@example.org", "Hal", "correct horse battery", Role.INSTRUCTOR);
            var browser = platform.browser().signIn("hal@example.org");
            browser.get(LAB);
            browser.post(LAB + "/hand-in", Map.of());

            var grader = Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> grader(platform, "grade-1-e1"), pid -> pid > 0);
            new ProcessBuilder("kill", "-STOP", Long.toString(grader)).start();

            var submissions = platform.bean(Submissions.class);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> !submissions.find(1).orElseThrow().state().isOpen());
            assertThat(ProcessHandle.of(grader)).as("the hanging process").isEmpty();
            assertThat(submissions.find(1).orElseThrow().state()).isEqualTo(SubmissionState.FAILED);
            assertThat(submissions.find(1).orElseThrow().epoch()).isEqualTo(2);
            assertThat(browser.get("/submissions/1").body())
                    .contains("Run 1 broke on our side and was repeated")
                    .contains("said nothing for 12 s");
        }
    }

    private static long grader(PlatformUnderTest platform, String name) {
        return ProcessHandle.current()
                .children()
                .filter(process -> isGrader(process.info().commandLine().orElse(""), platform.state(), name))
                .map(ProcessHandle::pid)
                .findFirst()
                .orElse(0L);
    }

    private static boolean isGrader(String line, Path state, String name) {
        return line.contains("grader.jar") && line.contains("--name=" + name) && line.contains(state.toString());
    }
}
