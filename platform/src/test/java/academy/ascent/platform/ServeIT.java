package academy.ascent.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform as a process: how it starts, refuses to start, and comes back. */
final class ServeIT {
    private static final Pattern ADDRESS = Pattern.compile("Ascent is up after .*(http://\\S+)\\R");

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stopWhatWasStarted() throws InterruptedException {
        for (var process : started) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void aSecondStartPrintsTheAddressOfTheFirst() throws Exception {
        var first = serve("0");
        var address = awaitAddress(first);

        var second = serve("0");
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isZero();
        assertThat(output(second)).contains("Ascent runs already: " + address);
    }

    @Test
    void aKilledPlatformStartsAgainOnTheSameFolder() throws Exception {
        var first = serve("0");
        awaitAddress(first);
        first.destroyForcibly().waitFor();

        awaitAddress(serve("0"));
    }

    @Test
    void aTakenPortIsNamedWithItsHolderAndTheWayOut() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var process = serve(Integer.toString(taken.getLocalPort()));
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(output(process))
                    .contains("Port " + taken.getLocalPort() + " is in use by java")
                    .contains("--port 8081");
        }
    }

    @Test
    void productionRefusesDefaultsAndNamesEachOne() throws Exception {
        var process = serve("0", "ASCENT_PRODUCTION=true");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output(process))
                .contains("ASCENT_SECRET is not set")
                .contains("ASCENT_PUBLIC_URL is not set")
                .contains("ASCENT_MAIL_SMTP_HOST is not set")
                .contains("ASCENT_STRIPE_API_KEY is no live key");
    }

    private Process serve(String port, String... environment) throws IOException {
        var home = PlatformUnderTest.home();
        var builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        home.resolve("platform/target/platform.jar").toString(),
                        "serve",
                        "--home",
                        home.toString(),
                        "--state",
                        folder.resolve("state").toString(),
                        "--port",
                        port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output-" + started.size()).toFile());
        for (var variable : environment) {
            var parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        }
        var process = builder.start();
        started.add(process);
        return process;
    }

    private String awaitAddress(Process process) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> ADDRESS.matcher(output(process)), Matcher::find)
                .group(1);
    }

    private String output(Process process) {
        try {
            return Files.readString(folder.resolve("output-" + started.indexOf(process)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
