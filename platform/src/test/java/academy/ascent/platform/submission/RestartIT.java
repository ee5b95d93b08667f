package academy.ascent.platform.submission;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform that is killed in the middle of a grading. */
final class RestartIT {
    private static final String LAB = "/labs/l1-first-prediction";
    private static final String SUBMISSION = "/submissions/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aGradingWhosePlatformIsKilledEndsWithOneVerdictAfterItsRestart() throws IOException {
        try (var first = PlatformProcess.serve(folder, "0", Map.of())) {
            var address = URI.create(first.awaitAddress());
            PlatformProcess.createAccount(folder, "ines@example.org", "Ines", "INSTRUCTOR", "correct horse battery");
            var browser = new Browser(address).signIn("ines@example.org");
            handInTheStarter(browser);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !sandboxes("e1").isEmpty());
            first.kill();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> sandboxes("e1").isEmpty());

        try (var second = PlatformProcess.serve(folder, "0", Map.of())) {
            var browser = new Browser(URI.create(second.awaitAddress())).signIn("ines@example.org");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(6))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> !result(browser).path("open").asBoolean());

            var result = result(browser);
            assertThat(result.path("state").asText()).isEqualTo("failed");
            assertThat(result.path("runs").findValuesAsText("outcome")).containsExactly("interrupted", "failed");
            assertThat(result.path("checks")).hasSize(5);
            var events = browser.stream(SUBMISSION + "/events", 0);
            assertThat(events)
                    .filteredOn(event -> event.contains("event: concluded"))
                    .hasSize(1);
            assertThat(browser.get(SUBMISSION).body())
                    .contains("The platform was stopped in the middle of this run")
                    .contains("30 of 100");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> sandboxes("e").isEmpty());
        }
    }

    /** It fails by its answers, before anything is measured for long. */
    private static void handInTheStarter(Browser browser) throws IOException {
        browser.get(LAB);
        assertThat(browser.post(LAB + "/hand-in", Map.of()).headers().firstValue("location"))
                .contains(SUBMISSION);
    }

    private static JsonNode result(Browser browser) throws IOException {
        return JSON.readTree(
                browser.send("GET", SUBMISSION + "/result.json", "").body());
    }

    /** Processes of this installation's sandboxes, by a part of their run's name. */
    private List<String> sandboxes(String run) {
        var state = folder.resolve("state").toString();
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(state) && line.contains("grade-1-" + run))
                .toList();
    }
}
