package academy.ascent.sandbox.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of one cluster's data and logs. Its name tells whose it is, so that a dead JVM's can be removed. */
record RunFolder(Path path) implements AutoCloseable {
    private static final String PREFIX = "ascent-cluster-";

    /** Makes a folder below another one and removes those of JVMs that are gone. */
    static RunFolder create(Path parent) throws IOException {
        removeAbandoned(parent);
        ProcessHandle own = ProcessHandle.current();
        return new RunFolder(Files.createTempDirectory(parent, PREFIX + own.pid() + "-" + begun(own) + "-"));
    }

    private static void removeAbandoned(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            entries.filter(RunFolder::isAbandoned).forEach(RunFolder::remove);
        }
    }

    /** Whether something is named as such a folder, whose JVM is gone. */
    static boolean isAbandoned(Path folder) {
        String name = folder.getFileName().toString();
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        String[] owner = name.substring(PREFIX.length()).split("-");
        try {
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(owner[0]));
            return process.isEmpty() || begun(process.get()) != Long.parseLong(owner[1]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException notOurs) {
            return false;
        }
    }

    /** Milliseconds since 1970, 0 where the system does not tell. */
    private static long begun(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Removes the folder and everything in it. */
    @Override
    public void close() {
        remove(path);
    }

    private static void remove(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The cluster's folder " + folder + " could not be removed", failed);
        }
    }
}
