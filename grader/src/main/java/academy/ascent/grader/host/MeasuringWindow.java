package academy.ascent.grader.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
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

    /**
     * @param base a folder that every grading on this host shares
     */
    public MeasuringWindow(Path base) {
        this.file = base.resolve("measuring.lock");
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
        if (held.isEmpty()) {
            waiting.run();
        }
        while (held.isEmpty()) {
            LockSupport.parkNanos(POLL_NANOS);
            held = tryEnter();
        }
        return held.get();
    }

    /** Enters unless another grading is in it. */
    Optional<Held> tryEnter() {
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locks(channel)) {
                return Optional.of(() -> close(channel));
            }
            close(channel);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file, e);
        }
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // This process itself is in it.
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
