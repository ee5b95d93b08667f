package academy.ascent.grader.measure;

import academy.ascent.sandbox.local.RuntimeImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What this machine offers to sandboxes. */
public final class LocalPlace {
    static final String REFERENCE_STACK = "ascent/reference-stack:0.1";

    private LocalPlace() {}

    /**
     * The runtime images of this project, by name.
     *
     * @param runtimes the folder of the reference stack's jar
     * @throws IllegalArgumentException if it is not there
     */
    public static Map<String, RuntimeImage> images(Path runtimes) {
        Path folder = runtimes.toAbsolutePath().normalize();
        if (!Files.isRegularFile(folder.resolve("reference-stack.jar"))) {
            throw new IllegalArgumentException(
                    "There is no reference-stack.jar in " + folder + "; build it or name its folder with --runtimes");
        }
        Path jdk = Path.of(System.getProperty("java.home"));
        return Map.of(REFERENCE_STACK, RuntimeImage.referenceStack(jdk, folder));
    }

    /** {@code reference-stack/target}, as it lies beside {@code grader/target/grader.jar}. */
    public static Path besideThisJar() {
        Path jar = Path.of(LocalPlace.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return jar.resolveSibling("../../reference-stack/target").normalize();
    }
}
