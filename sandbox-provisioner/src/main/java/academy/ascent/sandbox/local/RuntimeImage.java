package academy.ascent.sandbox.local;

import java.nio.file.Path;
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
        List<Layer> layers = new java.util.ArrayList<>(jars);
        layers.add(new Layer(jdkHome, JDK));
        List<String> entrypoint = new java.util.ArrayList<>(List.of(JDK + "/bin/java"));
        entrypoint.addAll(arguments);
        return new RuntimeImage(
                layers, entrypoint, List.of(), Map.of("JAVA_HOME", JDK, "PATH", JDK + "/bin:/usr/bin:/bin"), true);
    }

    /**
     * The image {@code ascent/reference-stack:0.1}.
     *
     * @param folder holds {@code reference-stack.jar} and its class path in {@code lib/}
     */
    public static RuntimeImage referenceStack(Path jdkHome, Path folder) {
        return jvm(
                jdkHome,
                List.of(
                        new Layer(folder.resolve("reference-stack.jar"), STACK + "/reference-stack.jar"),
                        new Layer(folder.resolve("lib"), STACK + "/lib")),
                List.of("--enable-native-access=ALL-UNNAMED", "-jar", STACK + "/reference-stack.jar"));
    }
}
