package academy.ascent.grader.measure;

import academy.ascent.grader.Main;
import academy.ascent.sandbox.local.AotCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the grader is started as a process of its own. */
public final class GraderJvm {
    private GraderJvm() {}

    /**
     * A command line up to and with the main class; the grader's own arguments follow.
     *
     * @param classPath {@code grader.jar}, beside which a cache of start-up data may lie, or whatever holds the same
     *     classes
     * @param options of the JVM, besides what the grader needs
     */
    public static List<String> command(String classPath, String... options) {
        List<String> command = launcher(classPath, options);
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
        return command;
    }

    /**
     * The same up to the class path, which begins with the given one, and the main class.
     *
     * @param classPath as {@link #command} takes it
     */
    public static List<String> launcher(String classPath, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // One collector thread, which has no core of its own; the cache is of this collector too.
                "-XX:+UseSerialGC"));
        Path cache = Path.of(classPath).resolveSibling("grader.aot");
        if (classPath.endsWith("grader.jar") && AotCache.isFresh(cache, Path.of(classPath))) {
            // What the JVM thinks of the cache goes to standard error: standard output is for events.
            command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:disable", "-Xlog:all=warning:stderr"));
        }
        command.addAll(List.of(options));
        return command;
    }
}
