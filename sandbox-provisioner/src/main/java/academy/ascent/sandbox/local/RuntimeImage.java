package academy.ascent.sandbox.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What stands for a container image on this machine.
 *
 * @param layers files and folders of this machine that a container sees, read-only
 * @param entrypoint the program; a manifest's {@code command} replaces it
 * @param arguments the default arguments; a manifest's {@code args} replace them
 * @param environment variables that a manifest may override
 * @param jvm whether the program is a {@code java} launcher, which then gets heap and processor count from the limits
 */
public record RuntimeImage(
        List<Layer> layers,
        List<String> entrypoint,
        List<String> arguments,
        Map<String, String> environment,
        boolean jvm) {

    private static final String JDK = "/opt/jdk";
    private static final String STACK = "/opt/ascent/reference-stack";

    public RuntimeImage {
        layers = List.copyOf(layers);
        entrypoint = List.copyOf(entrypoint);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** A file or folder of this machine and the absolute path where a container sees it. */
    public record Layer(Path source, String target) {
        public Layer {
            source = source.toAbsolutePath().normalize();
        }
    }

    /** A JVM and some jars; {@code arguments} follow the launcher's own options. */
    public static RuntimeImage jvm(Path jdkHome, List<Layer> jars, List<String> arguments) {
        List<Layer> layers = new ArrayList<>(jars);
        layers.add(new Layer(jdkHome, JDK));
        List<String> entrypoint = new ArrayList<>(List.of(JDK + "/bin/java"));
        entrypoint.addAll(arguments);
        return new RuntimeImage(
                layers, entrypoint, List.of(), Map.of("JAVA_HOME", JDK, "PATH", JDK + "/bin:/usr/bin:/bin"), true);
    }

    /**
     * The image {@code ascent/reference-stack:0.1}, started as {@code ./ascent serve} starts it.
     *
     * <p>An {@link AotCache} that is not fresh is left out; one of another JDK is left out by the JVM itself, with a
     * warning in the container's log. Either way the server starts, only slower.
     *
     * @param folder holds {@code reference-stack.jar} and, in {@code lib/}, its class path, {@code jvm.options} and
     *     perhaps {@code reference-stack.aot}, as the build leaves them
     */
    public static RuntimeImage referenceStack(Path jdkHome, Path folder) {
        List<String> arguments = new ArrayList<>(List.of("@" + STACK + "/lib/jvm.options"));
        if (AotCache.isFresh(folder.resolve("lib/reference-stack.aot"), folder.resolve("reference-stack.jar"))) {
            arguments.add("-XX:AOTCache=" + STACK + "/lib/reference-stack.aot");
        }
        // What the JVM warns of goes to standard error: standard output is the server's own log.
        arguments.addAll(List.of("-Xlog:disable", "-Xlog:all=warning:stderr", "-jar", STACK + "/reference-stack.jar"));
        return jvm(
                jdkHome,
                List.of(
                        new Layer(folder.resolve("reference-stack.jar"), STACK + "/reference-stack.jar"),
                        new Layer(folder.resolve("lib"), STACK + "/lib")),
                arguments);
    }
}
