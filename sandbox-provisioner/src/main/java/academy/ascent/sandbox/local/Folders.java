package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Copies and removes trees of files; symbolic links are never followed. */
final class Folders {
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> TRAVERSABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> OTHERS_TRAVERSE =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);

    private Folders() {}

    /**
     * Copies a file or folder so that everybody may read it; sockets, pipes and devices are left out. Files keep their
     * time of change, by which a JVM knows the jars that its AOT cache is of.
     */
    static void copyReadable(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path made = Files.createDirectory(target(folder));
                Files.setPosixFilePermissions(made, TRAVERSABLE);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    Files.copy(file, target(file), LinkOption.NOFOLLOW_LINKS);
                    Files.setPosixFilePermissions(target(file), Files.isExecutable(file) ? TRAVERSABLE : READABLE);
                    Files.setLastModifiedTime(target(file), attributes.lastModifiedTime());
                } else if (attributes.isSymbolicLink()) {
                    Files.copy(file, target(file), LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            private Path target(Path path) {
                return path.equals(from) ? to : to.resolve(from.relativize(path).toString());
            }
        });
    }

    /**
     * Lays the plain files of a folder over those of another, each by one renaming. What would lead out of the other
     * folder through a link is refused.
     *
     * @param aside a path on the same file system where each file is made ready
     */
    static void layOver(Path from, Path to, Path aside) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path target = target(folder);
                if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                    Files.setPosixFilePermissions(Files.createDirectory(target), TRAVERSABLE);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
                    Files.setPosixFilePermissions(aside, READABLE);
                    Files.move(aside, target(file), StandardCopyOption.ATOMIC_MOVE);
                }
                return FileVisitResult.CONTINUE;
            }

            private Path target(Path path) {
                return to.resolve(from.relativize(path).toString());
            }
        });
    }

    static void delete(Path tree) {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path folder, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException stuck) {
            throw new SandboxException(Code.BROKEN, "Cannot remove " + tree + ": " + stuck, stuck);
        }
    }

    /** Whether any user of this machine may go through a folder and everything above it. */
    static boolean open(Path folder) throws IOException {
        for (Path each = folder.toRealPath(); each != null; each = each.getParent()) {
            if (!Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /** Whether any user of this machine may read a file or everything in a folder. */
    static boolean readableByAll(Path tree) throws IOException {
        Path real = tree.toRealPath();
        Path parent = real.getParent();
        if (parent != null && !open(parent)) {
            return false;
        }
        try (var all = Files.walk(real)) {
            return all.filter(path -> !Files.isSymbolicLink(path)).allMatch(Folders::readable);
        } catch (java.io.UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static boolean readable(Path path) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return Files.isDirectory(path)
                    ? permissions.containsAll(OTHERS_TRAVERSE)
                    : permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** A folder that only its owner may enter, made now. */
    static Path createPrivate(Path folder) throws IOException {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return folder;
    }
}
