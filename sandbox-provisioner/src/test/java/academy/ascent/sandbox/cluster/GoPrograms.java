package academy.ascent.sandbox.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds the tools of Go modules and keeps them: what has been built once from the same go.mod, go.sum and sources is not
 * built again.
 *
 * @param go the program {@code go}
 * @param modules a folder with a Go module in each folder below
 * @param cache where the tools are kept
 * @param c whether they have parts in C, for which a compiler is needed
 */
record GoPrograms(Path go, Path modules, Path cache, boolean c) {
    private static final Pattern KUBERNETES = Pattern.compile("k8s\\.io/kubernetes (v\\S+)");

    /**
     * The folder of a module's tools, each named as its package.
     *
     * @throws ClusterFailure if Go cannot build them
     */
    Path tools(String module) throws IOException {
        Path source = modules.resolve(module);
        return new MadeOnce(cache)
                .folder(
                        module + "-" + digest(source),
                        module,
                        "Go could not build " + module,
                        folder -> build(source, folder));
    }

    private ProcessBuilder build(Path source, Path folder) throws IOException {
        System.out.println(
                "Go builds " + source.getFileName() + " for the cluster tests; the first time takes minutes.");
        ProcessBuilder builder = new ProcessBuilder(command(source, folder)).directory(source.toFile());
        builder.environment().put("CGO_ENABLED", c ? "1" : "0");
        return builder;
    }

    private List<String> command(Path source, Path folder) throws IOException {
        Matcher version = KUBERNETES.matcher(Files.readString(source.resolve("go.mod")));
        String stamp = version.find() ? " -X k8s.io/component-base/version.gitVersion=" + version.group(1) : "";
        return List.of(
                go.toString(),
                "build",
                "-mod=readonly",
                "-trimpath",
                "-buildvcs=false",
                "-ldflags=-s -w" + stamp,
                "-o",
                folder + "/",
                "tool");
    }

    /** A module's own programs. */
    private static List<Path> own(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            return files.filter(file -> file.toString().endsWith(".go"))
                    .sorted()
                    .toList();
        }
    }

    private static String digest(Path source) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(source.resolve("go.mod")));
            digest.update(Files.readAllBytes(source.resolve("go.sum")));
            for (Path own : own(source)) {
                digest.update(Files.readAllBytes(own));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
