package academy.ascent.platform.submission;

import academy.ascent.platform.lab.FilesOnDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

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
                        .forEach(FilesOnDisk::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + parent, e);
        }
        FilesOnDisk.write(
                folder,
                files.stream().collect(Collectors.toMap(HandInRows.HandedInFile::path, HandInRows.HandedInFile::text)));
    }

    @Override
    public void close() {
        FilesOnDisk.delete(folder);
    }
}
