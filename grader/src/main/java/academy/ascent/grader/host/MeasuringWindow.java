package academy.ascent.grader.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                waiting.run();
            }
            while (lock == null) {
                LockSupport.parkNanos(POLL_NANOS);
                lock = channel.tryLock();
            }
            return () -> close(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file, e);
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
