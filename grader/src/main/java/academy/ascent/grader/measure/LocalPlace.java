package academy.ascent.grader.measure;

import academy.ascent.sandbox.Sandboxes;
import academy.ascent.sandbox.local.LocalSandboxes;
import academy.ascent.sandbox.local.LocalSettings;
import academy.ascent.sandbox.local.RuntimeImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Sandboxes of this machine, with the runtimes that the project builds. */
final class LocalPlace {
    private static final String REFERENCE_STACK = "ascent/reference-stack:0.1";

    private LocalPlace() {}

    static Sandboxes open(Path base, Path runtimes) {
        Path folder = runtimes.toAbsolutePath().normalize();
        if (!Files.isRegularFile(folder.resolve("reference-stack.jar"))) {
            throw new IllegalArgumentException(
                    "There is no reference-stack.jar in " + folder + "; build it or name its folder with --runtimes");
        }
        Path jdk = Path.of(System.getProperty("java.home"));
        Map<String, RuntimeImage> images = Map.of(REFERENCE_STACK, RuntimeImage.referenceStack(jdk, folder));
        return new LocalSandboxes(new LocalSettings(base, images, List.of()));
    }

    /** {@code reference-stack/target}, as it lies beside {@code grader/target/grader.jar}. */
    static Path besideThisJar() {
        Path jar = Path.of(LocalPlace.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return jar.resolveSibling("../../reference-stack/target").normalize();
    }
}
