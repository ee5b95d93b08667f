package academy.ascent.platform.submission;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.Role;
import java.io.IOException;
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

            var grader =
                    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> grader("grade-1-e1"), pid -> pid > 0);
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

    private static long grader(String name) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("grader.jar")
                        && process.info().commandLine().orElse("").contains("--name=" + name)
                        && process.parent()
                                .filter(ProcessHandle.current()::equals)
                                .isPresent())
                .map(ProcessHandle::pid)
                .findFirst()
                .orElse(0L);
    }
}
