package academy.ascent.standins.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The platform as a process of its own, on a free port and an empty folder, both gone afterwards. */
final class RunningPlatform implements AutoCloseable {
    private static final Pattern UP = Pattern.compile("Ascent is up after ([0-9.]+) s: (http://\\S+)\\R");

    private final Path home;
    private final Path folder;
    private final Process process;
    private final URI address;
    private final double secondsToStart;

    private RunningPlatform(Path home, Path folder, Process process, URI address, double secondsToStart) {
        this.home = home;
        this.folder = folder;
        this.process = process;
        this.address = address;
        this.secondsToStart = secondsToStart;
    }

    static RunningPlatform start(Path home) {
        try {
            var folder = Files.createTempDirectory("ascent-demo");
            var output = folder.resolve("platform.log");
            var process = new ProcessBuilder(command(home, folder, "serve", "--port", "0"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            var up = awaitUp(process, output);
            return new RunningPlatform(home, folder, process, URI.create(up.group(2)), Double.parseDouble(up.group(1)));
        } catch (IOException e) {
            throw new DemoFailure("the platform cannot be started: " + e.getMessage());
        }
    }

    private static java.util.regex.MatchResult awaitUp(Process process, Path output) throws IOException {
        var deadline = Instant.now().plus(Duration.ofMinutes(3));
        while (Instant.now().isBefore(deadline)) {
            var text = Files.readString(output);
            var matcher = UP.matcher(text);
            if (matcher.find()) {
                return matcher.toMatchResult();
            }
            if (!process.isAlive()) {
                throw new DemoFailure("the platform ended at once:\n" + text);
            }
            pause(Duration.ofMillis(50));
        }
        process.destroy();
        throw new DemoFailure("the platform was not up after three minutes:\n" + Files.readString(output));
    }

    /** Makes an instructor as an administrator would: with the command line, while the platform runs. */
    void createInstructor(String email, String name, String password) {
        try {
            var process = new ProcessBuilder(command(
                            home, folder, "admin", "create", "--email", email, "--name", name, "--role", "INSTRUCTOR"))
                    .redirectErrorStream(true)
                    .start();
            try (var input = process.getOutputStream()) {
                input.write((password + "\n").getBytes(StandardCharsets.UTF_8));
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new DemoFailure("admin create failed: " + said);
            }
        } catch (IOException e) {
            throw new DemoFailure("admin create cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }

    URI address() {
        return address;
    }

    double secondsToStart() {
        return secondsToStart;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new DemoFailure("the platform did not stop within a minute");
            }
            deleteFolder();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new DemoFailure("the demo's folder " + folder + " cannot be removed: " + e.getMessage());
        }
    }

    private void deleteFolder() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static List<String> command(Path home, Path folder, String... arguments) {
        var command = new ArrayList<String>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                home.resolve("platform/target/platform.jar").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--home", home.toString(), "--state", folder.resolve("state").toString()));
        return command;
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }
}
