package academy.ascent.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the platform starts, refuses to start, and comes back. */
final class ServeIT {
    @TempDir
    Path folder;

    @Test
    void aSecondStartPrintsTheAddressOfTheFirst() {
        try (var first = PlatformProcess.serve(folder, "0", Map.of())) {
            var address = first.awaitAddress();

            try (var second = PlatformProcess.serve(folder, "0", Map.of())) {
                assertThat(second.awaitExit()).isZero();
                assertThat(second.output()).contains("Ascent runs already: " + address);
            }
        }
    }

    @Test
    void aKilledPlatformStartsAgainOnTheSameFolder() {
        try (var first = PlatformProcess.serve(folder, "0", Map.of())) {
            first.awaitAddress();
            first.kill();
        }
        try (var second = PlatformProcess.serve(folder, "0", Map.of())) {
            assertThat(second.awaitAddress()).startsWith("http://127.0.0.1:");
        }
    }

    @Test
    void aTakenPortIsNamedWithItsHolderAndTheWayOut() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var process = PlatformProcess.serve(folder, Integer.toString(taken.getLocalPort()), Map.of())) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.output())
                    .contains("Port " + taken.getLocalPort() + " is in use by java")
                    .contains("--port 8081");
        }
    }

    @Test
    void productionRefusesDefaultsAndNamesEachOne() {
        try (var process = PlatformProcess.serve(folder, "0", Map.of("ASCENT_PRODUCTION", "true"))) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.output())
                    .contains("ASCENT_SECRET is not set")
                    .contains("ASCENT_PUBLIC_URL is not set")
                    .contains("ASCENT_MAIL_SMTP_HOST is not set")
                    .contains("ASCENT_STRIPE_API_KEY is no live key");
        }
    }
}
