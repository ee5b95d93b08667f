package academy.ascent.sandbox.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path unpacked = new MadeOnce(cache)
                .folder(
                        "debian-" + String.join("-", PACKAGES),
                        "debian",
                        "Debian's packages could not be unpacked",
                        NodePrograms::unpacking);
        return new NodePrograms(built, unpacked);
    }

    private static ProcessBuilder unpacking(Path folder) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", SCRIPT.toString(), folder.toString()));
        command.addAll(PACKAGES);
        return new ProcessBuilder(command);
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
