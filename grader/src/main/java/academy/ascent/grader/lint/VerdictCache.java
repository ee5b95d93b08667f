package academy.ascent.grader.lint;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Labs;
import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verdicts that need no second grading, one file each: found by what was graded (the lab without its guide and its other
 * variants), in which sandbox class, by which checks, and by the programs that graded. A damaged file is as good as none.
 */
final class VerdictCache {
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final String engine;

    /**
     * @param folder of this user; made when it is first written to
     * @param engine the digest of the programs that grade
     */
    VerdictCache(Path folder, String engine) {
        this.folder = folder;
        this.engine = engine;
    }

    /** {@code $XDG_CACHE_HOME/ascent/lint}, in {@code ~/.cache} where the variable is not set. */
    static Path usualFolder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return root.resolve("ascent").resolve("lint");
    }

    Optional<Grade> find(Variant variant) {
        return read(file(variant));
    }

    /** Keeps a grade that was decided; the file appears whole or not at all. */
    void keep(Variant variant, Grade grade) {
        if (!grade.isDecided()) {
            throw new IllegalArgumentException("What is undecided is not kept: " + grade.words());
        }
        Path file = file(variant);
        try {
            Files.createDirectories(folder(variant));
            Path part = Files.createTempFile(folder(variant), "part", ".tmp");
            try {
                Files.write(part, Json.MAPPER.writeValueAsBytes(grade));
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a verdict in " + folder(variant), e);
        }
    }

    /** How long the variant took when it was last graded, whatever has changed since. */
    Optional<Duration> lastTook(Variant variant) {
        Path siblings = folder(variant);
        if (!Files.isDirectory(siblings)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(siblings)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .flatMap(VerdictCache::read)
                    .map(grade -> Duration.ofMillis(grade.millis()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Grade> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(Files.readAllBytes(file), Grade.class))
                    .filter(Grade::isDecided);
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private Path file(Variant variant) {
        String own = variant.name() + "/";
        String files = Labs.digest(
                variant.lab(),
                path -> !path.equals("guide.adoc") && (!path.startsWith("flawed/") || path.startsWith(own)));
        String limits = variant.lab().sandboxClass().toString();
        return folder(variant).resolve(Digests.sha256(files, limits, engine, variant.name()) + SUFFIX);
    }

    /** One for each variant and set of checks, whatever their content. */
    private Path folder(Variant variant) {
        String checks = variant.lab().grading().stream().map(CheckSpec::id).collect(Collectors.joining("+"));
        return folder.resolve(variant.lab().id()).resolve(checks).resolve(variant.name());
    }
}
