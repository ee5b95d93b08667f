package academy.ascent.benchmarks.peer;

import academy.ascent.benchmarks.host.CannotMeasure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What peers need, made once in the user's cache folder for each content of the files that name it. */
final class PeerCache {
    private static final int KEY_LENGTH = 16;

    private PeerCache() {}

    /** Says how to fill a new folder: one command after the other. */
    interface Steps {
        List<List<String>> in(Path folder);
    }

    /**
     * A folder in which these steps were taken.
     *
     * @param files what names its content
     * @throws CannotMeasure if a step fails; the message says why
     */
    static Path folder(String name, List<Path> files, Steps steps) {
        Path folder = cache().resolve(name + "-" + key(files));
        Path complete = folder.resolve("complete");
        if (Files.exists(complete)) {
            return folder;
        }
        try {
            Files.createDirectories(folder);
            for (List<String> step : steps.in(folder)) {
                run(step, folder);
            }
            Files.createFile(complete);
            return folder;
        } catch (IOException e) {
            throw new CannotMeasure(name + " cannot be set up: " + e.getMessage(), e);
        }
    }

    private static Path cache() {
        Path home = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return home.resolve("ascent/benchmarks");
    }

    private static String key(List<Path> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, KEY_LENGTH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(List<String> command, Path folder) throws IOException {
        Path log = folder.resolve("setup.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // Maven takes the JDK that it finds there, which need not be ours.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            if (process.waitFor() != 0) {
                List<String> lines = Files.readAllLines(log);
                throw new CannotMeasure("it cannot be set up: "
                        + (lines.isEmpty() ? String.join(" ", command) : lines.getLast()) + " (see " + log + ")");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new CannotMeasure("interrupted", e);
        }
    }
}
