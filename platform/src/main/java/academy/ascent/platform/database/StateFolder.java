package academy.ascent.platform.database;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** The folder that one running platform holds: its lock, its secrets, its database. */
public final class StateFolder implements AutoCloseable {
    private final Path folder;
    private final RandomAccessFile file;
    private final FileLock lock;

    private StateFolder(Path folder, RandomAccessFile file, FileLock lock) {
        this.folder = folder;
        this.file = file;
        this.lock = lock;
    }

    /** Takes the folder, or empty if a living process holds it. */
    public static Optional<StateFolder> take(Path folder) {
        try {
            Files.createDirectories(folder);
            var file = new RandomAccessFile(folder.resolve("lock").toFile(), "rw");
            var lock = tryLock(file);
            if (lock == null) {
                file.close();
                return Optional.empty();
            }
            return Optional.of(new StateFolder(folder, file, lock));
        } catch (IOException e) {
            throw new DatabaseException("Cannot use the state folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** What the holder wrote: its process number and address, or empty if it has not come that far. */
    public static Optional<String> holder(Path folder) {
        try {
            var text = Files.readString(folder.resolve("lock")).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Tells who asks that we run here. */
    public void announce(String address) {
        try {
            file.setLength(0);
            file.write((ProcessHandle.current().pid() + " " + address + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new DatabaseException("Cannot write " + folder.resolve("lock") + ": " + e.getMessage(), e);
        }
    }

    /** A random secret of 256 bits in hexadecimal, made at first use and kept, readable by this user only. */
    public String secret(String name) {
        var path = folder.resolve("secrets").resolve(name);
        try {
            if (!Files.exists(path)) {
                writeSecret(path);
            }
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new DatabaseException("Cannot keep the secret " + path + ": " + e.getMessage(), e);
        }
    }

    /** A secret of a folder that another process holds. */
    public static String readSecret(Path folder, String name) {
        try {
            return Files.readString(folder.resolve("secrets").resolve(name)).strip();
        } catch (IOException e) {
            throw new DatabaseException("Cannot read the secret " + name + " of " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void writeSecret(Path path) throws IOException {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        Files.createDirectories(
                path.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var fresh = Files.createTempFile(
                path.getParent(),
                "new",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, HexFormat.of().formatHex(bytes));
        Files.move(fresh, path);
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            file.setLength(0);
            lock.release();
            file.close();
        } catch (IOException e) {
            throw new DatabaseException("Cannot let go of " + folder.resolve("lock"), e);
        }
    }
}
