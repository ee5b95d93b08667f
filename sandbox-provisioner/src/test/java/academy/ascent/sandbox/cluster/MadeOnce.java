package academy.ascent.sandbox.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Folders that a program fills once and that are kept.
 *
 * @param cache holds them, the logs of their making, and the locks of those who make them
 */
record MadeOnce(Path cache) {

    /** What fills a folder. */
    interface Maker {
        ProcessBuilder filling(Path folder) throws IOException;
    }

    /**
     * A folder, filled if it was not; who else wants it waits meanwhile.
     *
     * @param name of the folder, another for other content
     * @param lock held while any of these is made
     * @param failure what to say if it cannot be filled
     * @throws ClusterFailure with that and the end of what was said
     */
    Path folder(String name, String lock, String failure, Maker maker) throws IOException {
        Path target = cache.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(cache);
        try (FileChannel channel = FileChannel.open(
                        cache.resolve(lock + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ignored = channel.lock()) {
            if (!Files.isDirectory(target)) {
                make(target, failure, maker);
            }
        }
        return target;
    }

    private static void make(Path target, String failure, Maker maker) throws IOException {
        Path unfinished = Files.createDirectories(target.resolveSibling(target.getFileName() + ".unfinished"));
        Path log = target.resolveSibling(target.getFileName() + ".log");
        int status = waitFor(maker.filling(unfinished)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
        if (status != 0) {
            throw new ClusterFailure(
                    failure + " (exit status " + status + "); all it said is in " + log + ":\n" + LogTail.of(log));
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The exit status of a program; one that is interrupted meanwhile is ended. */
    static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new ClusterFailure("The build was interrupted");
        }
    }
}
