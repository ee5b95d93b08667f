package academy.ascent.reference.registry;

import academy.ascent.reference.config.InvalidConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that grows by whole pieces, each on the disk before the next, and belongs to one process. */
final class AppendOnlyFile implements AutoCloseable {
    private final FileChannel channel;
    private long size;
    private boolean isTorn;

    private AppendOnlyFile(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws InvalidConfig if it cannot be written or another process has it open
     */
    static AppendOnlyFile open(Path file) {
        try {
            Path folder = Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw InvalidConfig.in(file, "is used by another server; give each its own folder");
            }
            // A new file's name is on the disk only with its folder.
            try (FileChannel names = FileChannel.open(folder)) {
                names.force(true);
            }
            return new AppendOnlyFile(channel);
        } catch (IOException e) {
            throw InvalidConfig.in(
                    file, "cannot be opened (" + e + "); give the registry a folder that can be written");
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    long size() {
        return size;
    }

    byte[] read(long offset, int length) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(length);
        while (content.hasRemaining() && channel.read(content, offset + content.position()) >= 0) {
            // Goes on until all is read.
        }
        return content.array();
    }

    /** Cuts off what stands behind. */
    void cut(long to) throws IOException {
        channel.truncate(to);
        channel.force(true);
        size = to;
    }

    /** Adds the bytes and waits until the disk has them; where that fails, the file is as before. */
    void append(byte[] bytes) throws IOException {
        if (isTorn) {
            // A write before failed and so did its undoing; now there may be room.
            cut(size);
            isTorn = false;
        }
        isTorn = true;
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest, size + rest.position());
            }
            channel.force(true);
        } catch (IOException e) {
            try {
                cut(size);
                isTorn = false;
            } catch (IOException undoing) {
                e.addSuppressed(undoing);
            }
            throw e;
        }
        size += bytes.length;
        isTorn = false;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
