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

/** Virtual environments in the user's cache folder, one for each content of a lock file. */
public final class PythonEnvironment {
    private static final int KEY_LENGTH = 16;

    private PythonEnvironment() {}

    /**
     * The Python of an environment that holds what the lock file names.
     *
     * @throws CannotMeasure if it cannot be made; the message says why
     */
    public static Path python(String name, Path lockFile) {
        Path folder = cache().resolve(name + "-" + key(lockFile));
        Path complete = folder.resolve("complete");
        Path python = folder.resolve("bin/python");
        if (Files.exists(complete)) {
            return python;
        }
        try {
            Files.createDirectories(folder);
            run(List.of("python3", "-m", "venv", folder.toString()), folder);
            run(List.of(python.toString(), "-m", "pip", "install", "--no-input", "-r", lockFile.toString()), folder);
            Files.createFile(complete);
            return python;
        } catch (IOException e) {
            throw new CannotMeasure("its Python environment cannot be made: " + e.getMessage(), e);
        }
    }

    private static Path cache() {
        Path home = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return home.resolve("ascent/benchmarks");
    }

    private static String key(Path lockFile) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(lockFile));
            return HexFormat.of().formatHex(digest).substring(0, KEY_LENGTH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(List<String> command, Path folder) throws IOException {
        Path log = folder.resolve("setup.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                List<String> lines = Files.readAllLines(log);
                throw new CannotMeasure("its Python environment cannot be made: "
                        + (lines.isEmpty() ? String.join(" ", command) : lines.getLast()));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new CannotMeasure("interrupted", e);
        }
    }
}
