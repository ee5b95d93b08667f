package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * One user of a base folder, alive for as long as it holds the lock on its own file there. Whoever can take that lock
 * knows that the owner is dead. What it opened is written down before it exists.
 */
final class Owner implements AutoCloseable {
    /** Locks belong to the process, and closing any handle of a file drops them: our own are never tried. */
    private static final Set<String> OURS = ConcurrentHashMap.newKeySet();

    private final Path base;
    private final String id;
    private final FileChannel channel;

    private Owner(Path base, String id, FileChannel channel) {
        this.base = base;
        this.id = id;
        this.channel = channel;
    }

    static Owner register(Path base) throws IOException {
        prepare(base);
        String id = ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        OURS.add(id);
        Path fresh = Files.createDirectory(base.resolve("new-" + id));
        FileChannel channel = lock(fresh);
        if (channel == null) {
            throw new IOException("the new file " + fresh.resolve("lock") + " is locked already");
        }
        Files.move(fresh, owners(base).resolve(id), StandardCopyOption.ATOMIC_MOVE);
        return new Owner(base, id, channel);
    }

    private static void prepare(Path base) throws IOException {
        Files.createDirectories(owners(base));
        Files.createDirectories(base.resolve("names"));
    }

    private static Path owners(Path base) {
        return base.resolve("owners");
    }

    /** The lock of an owner's folder, null if somebody else has it. */
    private static @org.jspecify.annotations.Nullable FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException ours) {
            // Held by this very process.
        }
        channel.close();
        return null;
    }

    /** Takes a name and begins its record. */
    SandboxRecord take(SandboxName name) throws IOException {
        Path link = base.resolve("names").resolve(name.value());
        try {
            Files.createSymbolicLink(link, Path.of(id));
        } catch (FileAlreadyExistsException taken) {
            throw new SandboxException(
                    Code.NAME_TAKEN, "A sandbox named " + name + " is open already; close it or choose another name");
        }
        return new SandboxRecord(owners(base).resolve(id).resolve(name.value()));
    }

    void release(SandboxName name) {
        try {
            Files.deleteIfExists(owners(base).resolve(id).resolve(name.value()));
            Files.deleteIfExists(base.resolve("names").resolve(name.value()));
        } catch (IOException stuck) {
            throw new SandboxException(Code.BROKEN, "Cannot release the name " + name, stuck);
        }
    }

    @Override
    public void close() throws IOException {
        Folders.delete(owners(base).resolve(id));
        channel.close();
        OURS.remove(id);
    }

    /** Removes everything that dead owners left behind. */
    static void reapTheDead(Path base, Confinement confinement) throws IOException {
        prepare(base);
        List<Path> others;
        try (Stream<Path> all = Files.list(owners(base))) {
            others = all.filter(folder -> !OURS.contains(folder.getFileName().toString()))
                    .toList();
        }
        for (Path folder : others) {
            try {
                reapIfDead(base, folder, confinement);
            } catch (NoSuchFileException gone) {
                // Another process was faster.
            }
        }
    }

    private static void reapIfDead(Path base, Path folder, Confinement confinement) throws IOException {
        FileChannel channel = lock(folder);
        if (channel == null) {
            return;
        }
        try (channel) {
            List<Path> records;
            try (Stream<Path> all = Files.list(folder)) {
                records = all.filter(file -> !file.endsWith("lock")).toList();
            }
            records.forEach(file -> new SandboxRecord(file).reap(confinement));
            forgetNames(base, folder.getFileName());
            Folders.delete(folder);
        }
    }

    private static void forgetNames(Path base, Path owner) throws IOException {
        try (Stream<Path> names = Files.list(base.resolve("names"))) {
            for (Path name : names.toList()) {
                if (target(name).filter(owner::equals).isPresent()) {
                    Files.deleteIfExists(name);
                }
            }
        }
    }

    private static Optional<Path> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
