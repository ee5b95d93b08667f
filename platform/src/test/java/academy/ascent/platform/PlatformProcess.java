package academy.ascent.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The built platform as a process of its own, as {@code ./ascent up} starts it. */
public final class PlatformProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("Ascent is up after .*(http://\\S+)\\R");

    private final Process process;
    private final Path output;

    private PlatformProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code serve} on the state folder below this one. */
    public static PlatformProcess serve(Path folder, String port, Map<String, String> environment) {
        return launch(folder, environment, "serve", "--port", port);
    }

    /** Makes an account from the command line, with the password on standard input. */
    public static void createAccount(Path folder, String email, String name, String role, String password) {
        var process = launch(folder, Map.of(), "admin", "create", "--email", email, "--name", name, "--role", role);
        try (var input = process.process.getOutputStream()) {
            input.write((password + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (process.awaitExit() != 0) {
            throw new AssertionError("admin create said: " + process.output());
        }
    }

    private static PlatformProcess launch(Path folder, Map<String, String> environment, String... arguments) {
        var home = PlatformUnderTest.home();
        var command = new ArrayList<String>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                home.resolve("platform/target/platform.jar").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--home", home.toString(), "--state", folder.resolve("state").toString()));
        try {
            var output = Files.createTempFile(folder, "output", ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new PlatformProcess(builder.start(), output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it serves and gives the address. */
    public String awaitAddress() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> ADDRESS.matcher(output()), Matcher::find)
                .group(1);
    }

    /** Waits for the end of a process that should end by itself. */
    public int awaitExit() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after 60 s: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills it without warning. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
