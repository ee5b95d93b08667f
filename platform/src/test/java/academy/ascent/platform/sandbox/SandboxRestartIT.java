package academy.ascent.platform.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform that is killed while a learner's sandbox runs. */
final class SandboxRestartIT {
    private static final String SANDBOX = "/labs/l1-first-prediction/sandbox";

    @TempDir
    Path folder;

    @Test
    void aSandboxWhosePlatformIsKilledLeavesNothingBehindAndRunsAgainAfterItsRestart() {
        try (var first = PlatformProcess.serve(folder, "0", Map.of())) {
            var address = URI.create(first.awaitAddress());
            PlatformProcess.createAccount(folder, "ines@example.org", "Ines", "INSTRUCTOR", "correct horse battery");
            var browser = new Browser(address).signIn("ines@example.org");
            browser.get(SANDBOX);
            browser.post(SANDBOX + "/deploy", Map.of());
            awaitReady(browser);
            first.kill();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> processes().isEmpty());

        try (var second = PlatformProcess.serve(folder, "0", Map.of())) {
            awaitReady(new Browser(URI.create(second.awaitAddress())).signIn("ines@example.org"));
        }
        assertThat(processes()).as("a platform that stops ends them").isEmpty();
    }

    private static void awaitReady(Browser browser) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> browser.get(SANDBOX + "/live").body(), body -> body.contains("2 of 2 replicas are ready"));
    }

    private List<String> processes() {
        var state = folder.resolve("state").toString();
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(state) && line.contains("learner-1"))
                .toList();
    }
}
