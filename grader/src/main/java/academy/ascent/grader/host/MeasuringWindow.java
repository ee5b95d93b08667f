package academy.ascent.grader.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The one window of this host in which something is measured; processes take it in turn. */
public final class MeasuringWindow {
    private static final long POLL_NANOS = 200_000_000;
    private final Path file;
    /** Whoever waits shares its lock. */
    private final Path queue;

    /**
     * @param base a folder that every grading on this host shares
     */
    public MeasuringWindow(Path base) {
        this.file = base.resolve("measuring.lock");
        this.queue = base.resolve("waiting.lock");
    }

    /** A held window. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for the window.
     *
     * @param waiting called once if another grading measures now
     */
    public Held enter(Runnable waiting) {
        Optional<Held> held = tryEnter();
        if (held.isPresent()) {
            return held.get();
        }
        waiting.run();
        try (FileChannel channel = open(queue);
                FileLock place = channel.lock(0, Long.MAX_VALUE, true)) {
            while (held.isEmpty()) {
                LockSupport.parkNanos(POLL_NANOS);
                held = tryEnter();
            }
            return held.get();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot queue by " + queue, e);
        }
    }

    /** Enters unless another grading is in it or waits for it. */
    Optional<Held> enterUnlessAwaited() {
        try (FileChannel channel = open(queue)) {
            if (!locks(channel)) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at " + queue, e);
        }
        return tryEnter();
    }

    private Optional<Held> tryEnter() {
        try {
            FileChannel channel = open(file);
            if (locks(channel)) {
                return Optional.of(() -> close(channel));
            }
            close(channel);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file, e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // This process itself has it.
            return false;
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release the measuring window", e);
        }
    }
}
