package academy.ascent.platform.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A submission's files on disk for as long as one run measures them. */
final class GradingFolder implements AutoCloseable {
    private final Path parent;
    private final String submission;
    private final Path folder;

    GradingFolder(Path parent, long submission, int epoch) {
        this.parent = parent;
        this.submission = submission + "-e";
        this.folder = parent.resolve(this.submission + epoch);
    }

    Path folder() {
        return folder;
    }

    /** Writes the files, and clears away what a killed run of the same submission left. */
    void layOut(List<HandInRows.HandedInFile> files) {
        try {
            Files.createDirectories(parent);
            try (var others = Files.list(parent)) {
                others.filter(other -> String.valueOf(other.getFileName()).startsWith(submission))
                        .forEach(GradingFolder::delete);
            }
            Files.createDirectory(folder);
            for (var file : files) {
                var target = folder.resolve(file.path()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IllegalStateException(
                            "A file of submission " + submission + " climbs out: " + file.path());
                }
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay out files in " + folder, e);
        }
    }

    @Override
    public void close() {
        delete(folder);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }
}
