package academy.ascent.sandbox.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A container image of one layer, made of files of this machine, without any registry.
 *
 * @param name as manifests write it
 * @param files this machine's file or folder for each absolute path in the image
 * @param entrypoint the program; a manifest's {@code command} replaces it
 * @param environment its variables
 */
record NodeImage(String name, Map<String, Path> files, List<String> entrypoint, Map<String, String> environment) {
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");
    /** Whom its programs run as, as those of a local sandbox do inside it. */
    private static final int USER = 10_001;

    private static final List<String> FOLDERS = List.of("tmp", "proc", "dev", "sys", "etc");

    /**
     * Programs of this machine with the libraries that they need, at the paths where they are here.
     *
     * @throws ClusterFailure if one is not there
     */
    static Map<String, Path> programs(List<String> names) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        for (String name : names) {
            Path program = Stream.of("/usr/bin", "/bin", "/usr/sbin")
                    .map(folder -> Path.of(folder, name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new ClusterFailure("This machine has no program " + name));
            files.put("/bin/" + name, program);
            files.putAll(libraries(program));
        }
        return files;
    }

    /** As the loader finds them. */
    static Map<String, Path> libraries(Path program) throws IOException {
        Process process = new ProcessBuilder("ldd", program.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String listed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return LIBRARY.matcher(listed)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .collect(Collectors.toMap(path -> path, Path::of));
    }

    /**
     * Writes the image as {@code docker save} does: a configuration, the layer and a list of both.
     *
     * <p>Source: Docker Image Specification v1.2, "Combined Image JSON + Filesystem Changeset Format".
     */
    void save(Path archive) throws IOException {
        Path layer = Files.createTempFile(archive.getParent(), "layer", ".tar");
        try {
            String digest = writeLayer(layer);
            byte[] configuration = configuration(digest).getBytes(StandardCharsets.UTF_8);
            String list = """
                    [{"Config":"image.json","RepoTags":["%s"],"Layers":["layer.tar"]}]
                    """.formatted(name);
            try (TarArchiveOutputStream tar = tar(Files.newOutputStream(archive))) {
                put(tar, "image.json", configuration);
                put(tar, "manifest.json", list.getBytes(StandardCharsets.UTF_8));
                put(tar, "layer.tar", layer, 0644);
            }
        } finally {
            Files.delete(layer);
        }
    }

    private String configuration(String digest) {
        return """
                {"architecture":"amd64","os":"linux",
                 "config":{"User":"%d","Entrypoint":[%s],"Env":[%s],"WorkingDir":"/"},
                 "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}
                """.formatted(
                        USER,
                        quoted(entrypoint.stream()),
                        quoted(environment.entrySet().stream()
                                .map(variable -> variable.getKey() + "=" + variable.getValue())
                                .sorted()),
                        digest);
    }

    private static String quoted(Stream<String> words) {
        return words.map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(","));
    }

    /** The digest of the layer. */
    private String writeLayer(Path layer) throws IOException {
        try (TarArchiveOutputStream tar = tar(Files.newOutputStream(layer))) {
            for (String folder : FOLDERS) {
                TarArchiveEntry entry = new TarArchiveEntry(folder + "/");
                entry.setMode(folder.equals("tmp") ? 041777 : 040755);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
            for (Map.Entry<String, Path> file : new TreeMap<>(files).entrySet()) {
                putAll(tar, file.getKey().substring(1), file.getValue());
            }
        }
        return digest(layer);
    }

    private static void putAll(TarArchiveOutputStream tar, String path, Path source) throws IOException {
        try (Stream<Path> found = Files.walk(source)) {
            for (Path each : found.filter(Files::isRegularFile).sorted().toList()) {
                String relative = source.relativize(each).toString();
                put(
                        tar,
                        relative.isEmpty() ? path : path + "/" + relative,
                        each,
                        Files.isExecutable(each) ? 0755 : 0644);
            }
        }
    }

    private static TarArchiveOutputStream tar(OutputStream out) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        return tar;
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void put(TarArchiveOutputStream tar, String name, Path content, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(Files.size(content));
        entry.setMode(0100000 | mode);
        // A JVM's cache of classes is only good for jars of the very time.
        entry.setLastModifiedTime(Files.getLastModifiedTime(content));
        tar.putArchiveEntry(entry);
        Files.copy(content, tar);
        tar.closeArchiveEntry();
    }

    private static String digest(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
