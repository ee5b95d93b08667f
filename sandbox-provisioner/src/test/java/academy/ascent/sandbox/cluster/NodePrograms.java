package academy.ascent.sandbox.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs of a node with real pods.
 *
 * @param built the folder of kubelet, kube-proxy and pause
 * @param unpacked a folder with Debian's containerd, runc, nft and network plugins, laid out as a root file system
 */
record NodePrograms(Path built, Path unpacked) {
    private static final List<String> PACKAGES =
            List.of("containerd", "runc", "containernetworking-plugins", "nftables");
    private static final Path SCRIPT = ClusterSource.MODULES.resolve("node/unpack.sh");

    /**
     * Unpacks Debian's packages, unless that was done before.
     *
     * @param built what Go built
     * @param cache where they are kept
     * @throws ClusterFailure if they cannot be fetched
     */
    static NodePrograms in(Path cache, Path built) throws IOException {
        Path target = cache.resolve("debian-" + String.join("-", PACKAGES));
        Files.createDirectories(cache);
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("debian.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ignored = channel.lock()) {
            if (!Files.isDirectory(target)) {
                unpack(target);
            }
        }
        return new NodePrograms(built, target);
    }

    private static void unpack(Path target) throws IOException {
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        Path log = target.resolveSibling(target.getFileName() + ".log");
        List<String> command = new ArrayList<>(List.of("/bin/sh", SCRIPT.toString(), unfinished.toString()));
        command.addAll(PACKAGES);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = GoPrograms.waitFor(process);
        if (status != 0) {
            throw new ClusterFailure("Debian's packages could not be unpacked (exit status " + status
                    + "); all that was said is in " + log + ":\n" + LogTail.of(log));
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a command line begins with that is to find them, and their libraries. */
    List<String> environment() throws IOException {
        return List.of(
                "env",
                "PATH=" + unpacked.resolve("usr/sbin") + ":" + unpacked.resolve("usr/bin") + ":"
                        + System.getenv("PATH"),
                "LD_LIBRARY_PATH=" + libraries());
    }

    private String libraries() throws IOException {
        try (Stream<Path> folders = Files.list(unpacked.resolve("usr/lib"))) {
            return folders.filter(folder -> folder.getFileName().toString().endsWith("-linux-gnu"))
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
    }

    /** The folder of the network plugins. */
    Path networkPlugins() {
        return unpacked.resolve("usr/lib/cni");
    }
}
