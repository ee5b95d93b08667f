package academy.ascent.sandbox.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The files of one sandbox: its copy of the workspace, a folder for each replica's sockets, and what its containers see
 * in /etc. They belong to the sandbox's own user where it has one.
 */
final class SandboxFiles {
    private final Path root;
    private final Host host;
    private final int user;

    private SandboxFiles(Path root, Host host, int user) {
        this.root = root;
        this.host = host;
        this.user = user;
    }

    static SandboxFiles create(Path root, Path workspace, Host host, int user) throws IOException {
        SandboxFiles files = new SandboxFiles(root, host, user);
        files.own(Folders.createPrivate(root));
        Files.write(files.filter(), SystemCallFilter.ofThisMachine().program());
        Folders.copyReadable(workspace.toRealPath(), files.workspace());
        return files;
    }

    /** Gives a file to the sandbox's own user, where it has one. */
    void own(Path file) throws IOException {
        if (host.root()) {
            Users.give(file, user);
        }
    }

    /** The program of the system call filter. */
    Path filter() {
        return root.resolve("filter");
    }

    Path workspace() {
        return root.resolve("workspace");
    }

    /** Lays plain files over the workspace, each by one renaming, so that nobody reads half of one. */
    void publish(Path from) throws IOException {
        Folders.layOver(from.toRealPath(), workspace(), root.resolve("published"));
    }

    /** Makes the folder of a replica; its sockets lie directly in it. */
    Path replica(int number) throws IOException {
        Path folder = Folders.createPrivate(root.resolve(String.valueOf(number)));
        Path etc = Files.createDirectory(folder.resolve("etc"));
        Files.writeString(etc.resolve("passwd"), "app:x:%d:%d::/tmp:/bin/sh\n".formatted(Bubble.USER, Bubble.USER));
        Files.writeString(etc.resolve("group"), "app:x:%d:\n".formatted(Bubble.USER));
        Files.writeString(etc.resolve("nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files\n");
        copyIfThere(Path.of("/etc/ld.so.cache"), etc);
        copyDistributionsJavaSettings(etc);
        own(Folders.createPrivate(doors(folder)));
        own(folder);
        return folder;
    }

    /** Below a replica's folder, where connections to Services come out. */
    static Path doors(Path replica) {
        return replica.resolve("doors");
    }

    /** Writes the names of other hosts anew, by one renaming. */
    void hosts(Path etc, String hosts) throws IOException {
        Path fresh = Files.writeString(etc.resolve("hosts.new"), hosts);
        own(fresh);
        Files.move(fresh, etc.resolve("hosts"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A distribution's JDK keeps its settings, without which a JVM does not start, in /etc. */
    private static void copyDistributionsJavaSettings(Path etc) throws IOException {
        try (DirectoryStream<Path> settings = Files.newDirectoryStream(Path.of("/etc"), "java-*")) {
            for (Path folder : settings) {
                copyIfThere(folder, etc);
            }
        }
    }

    private static void copyIfThere(Path file, Path folder) throws IOException {
        if (Files.isReadable(file)) {
            Folders.copyReadable(file, folder.resolve(file.getFileName()));
        }
    }

    void close() {
        Folders.delete(root);
    }
}
