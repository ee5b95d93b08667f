package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.Labs;
import academy.ascent.platform.config.AscentConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a copy of every lab that something was handed in for, by content: a lab that changes never moves a past grade. */
@Singleton
public class LabShelf {
    private final Path folder;
    private final Map<Path, Lab> read = new ConcurrentHashMap<>();

    LabShelf(AscentConfig config) {
        this.folder = config.state().resolve("labs");
    }

    /** Copies the lab, unless a copy of this content is there. */
    public synchronized void keep(Lab lab) {
        var place = place(lab.id(), lab.digest());
        if (Files.exists(place)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            var fresh = Files.createTempDirectory(folder, "new");
            copy(lab.folder(), fresh.resolve(lab.id()));
            Files.move(fresh, place.getParent(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a copy of the lab " + lab.id() + " in " + folder, e);
        }
    }

    /** The lab as it was, or empty if no copy is here. */
    public Optional<Lab> find(String id, String digest) {
        var place = place(id, digest);
        // What is named by its content never changes.
        return Files.exists(place) ? Optional.of(read.computeIfAbsent(place, Labs::read)) : Optional.empty();
    }

    private Path place(String id, String digest) {
        return folder.resolve(digest).resolve(id);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
