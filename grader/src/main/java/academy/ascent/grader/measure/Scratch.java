package academy.ascent.grader.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of one grading, removed at its end; what killed gradings have left is removed by the next one. */
record Scratch(Path folder) implements AutoCloseable {
    private static final Duration LEFT_OVER = Duration.ofHours(1);

    static Scratch create(Path folder) {
        try {
            Files.createDirectories(folder.getParent());
            remove(folder);
            try (Stream<Path> siblings = Files.list(folder.getParent())) {
                siblings.filter(Scratch::isLeftOver).forEach(Scratch::remove);
            }
            Files.createDirectory(folder);
            return new Scratch(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + folder, e);
        }
    }

    @Override
    public void close() {
        remove(folder);
    }

    private static boolean isLeftOver(Path folder) {
        try {
            Instant touched = Files.getLastModifiedTime(folder).toInstant();
            return touched.isBefore(Instant.now().minus(LEFT_OVER));
        } catch (IOException e) {
            return false;
        }
    }

    static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }
}
