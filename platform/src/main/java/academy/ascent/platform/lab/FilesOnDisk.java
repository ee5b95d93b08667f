package academy.ascent.platform.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/** Learners' files on disk, for as long as something runs them. */
public final class FilesOnDisk {
    private FilesOnDisk() {}

    /**
     * Writes files into a new folder.
     *
     * @param texts by path, none of which leads out of the folder
     */
    public static void write(Path folder, Map<String, String> texts) {
        try {
            Files.createDirectories(folder);
            for (var file : texts.entrySet()) {
                var target = folder.resolve(file.getKey()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IllegalStateException("A file climbs out of " + folder + ": " + file.getKey());
                }
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay out files in " + folder, e);
        }
    }

    /** Removes a folder with all that is in it; does nothing if there is none. */
    public static void delete(Path folder) {
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
