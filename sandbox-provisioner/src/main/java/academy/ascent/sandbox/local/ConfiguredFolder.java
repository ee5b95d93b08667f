package academy.ascent.sandbox.local;

import academy.ascent.sandbox.local.PodConfiguration.ConfiguredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files behind a volume of a ConfigMap or Secret. As in Kubernetes each file is a link through {@code ..data}, which
 * leads to a folder of one version: by turning that one link all files change at once.
 */
final class ConfiguredFolder {
    private static final String DATA = "..data";

    private final Path folder;
    private final SandboxFiles owner;
    private Map<String, ConfiguredFile> present = Map.of();
    private int version;

    ConfiguredFolder(Path folder, SandboxFiles owner) {
        this.folder = folder;
        this.owner = owner;
    }

    /** Brings the folder to the given files, by their paths; nothing is written while they are what is there. */
    synchronized void lay(Map<String, ConfiguredFile> files) throws IOException {
        if (version > 0 && files.equals(present)) {
            return;
        }
        Files.createDirectories(folder);
        Path before = folder.resolve(".." + version);
        Path fresh = Files.createDirectory(folder.resolve(".." + (version + 1)));
        Set<String> names;
        try {
            names = write(files, fresh);
        } catch (IOException failed) {
            Folders.delete(fresh);
            throw failed;
        }
        version++;
        link(DATA, fresh.getFileName());
        for (String name : names) {
            link(name, Path.of(DATA, name));
        }
        removeAllBut(names);
        ownAll();
        Folders.delete(before);
        present = Map.copyOf(files);
    }

    /** Writes the files and tells the first parts of their paths. */
    private static Set<String> write(Map<String, ConfiguredFile> files, Path to) throws IOException {
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, ConfiguredFile> file : files.entrySet()) {
            Path path = Path.of(file.getKey()).normalize();
            write(to.resolve(path), file.getValue());
            names.add(path.getName(0).toString());
        }
        return names;
    }

    private static void write(Path file, ConfiguredFile content) throws IOException {
        Files.createDirectories(file.getParent());
        Set<PosixFilePermission> permissions = permissions(content.mode());
        try (SeekableByteChannel channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(EnumSet.of(PosixFilePermission.OWNER_READ)))) {
            ByteBuffer bytes = content.content().duplicate();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        Files.setPosixFilePermissions(file, permissions);
    }

    /** The nine bits of a mode, the owner's reading first. */
    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] bits = PosixFilePermission.values();
        for (int i = 0; i < bits.length; i++) {
            if ((mode >> (bits.length - 1 - i) & 1) == 1) {
                permissions.add(bits[i]);
            }
        }
        return permissions;
    }

    private void link(String name, Path target) throws IOException {
        Path made = folder.resolve("..link");
        Files.deleteIfExists(made);
        Files.createSymbolicLink(made, target);
        Files.move(made, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void removeAllBut(Set<String> names) throws IOException {
        List<Path> stale;
        try (Stream<Path> all = Files.list(folder)) {
            stale = all.filter(path -> Files.isSymbolicLink(path)
                            && !path.getFileName().toString().equals(DATA)
                            && !names.contains(path.getFileName().toString()))
                    .toList();
        }
        for (Path link : stale) {
            Files.delete(link);
        }
    }

    private void ownAll() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                owner.own(visited);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) throws IOException {
                if (Files.exists(visited, LinkOption.NOFOLLOW_LINKS)) {
                    owner.own(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
