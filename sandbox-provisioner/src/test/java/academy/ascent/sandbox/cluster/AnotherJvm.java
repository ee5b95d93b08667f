package academy.ascent.sandbox.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A second JVM with this one's class path, for tests that kill one. */
final class AnotherJvm {
    private AnotherJvm() {}

    /** Starts a program in it; what that says on standard error is said here. */
    static Process running(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
