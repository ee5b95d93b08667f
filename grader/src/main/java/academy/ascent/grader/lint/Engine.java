package academy.ascent.grader.lint;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs that a verdict comes from: the grader, what it is started with, and the runtimes that it deploys.
 *
 * @param classPath of the grader: jars and folders
 * @param runtimes the folder of the reference stack's jar
 */
record Engine(List<Path> classPath, Path runtimes) {
    Engine {
        classPath = List.copyOf(classPath);
    }

    /** This process's own class path, with the jars that its jar's manifest names. */
    static Engine ofThisProcess(Path runtimes) {
        List<Path> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            path.add(Path.of(entry));
            Path library = Path.of(entry).resolveSibling("lib");
            if (entry.endsWith(".jar") && Files.isDirectory(library)) {
                path.add(library);
            }
        }
        return new Engine(path, runtimes);
    }

    /** SHA-256 (hex) over every jar and class, the Java version and the number of processors. */
    String digest() {
        MessageDigest digest = Digests.sha256();
        classPath.forEach(entry -> add(entry, digest));
        add(runtimes.resolve("reference-stack.jar"), digest);
        add(runtimes.resolve("lib"), digest);
        String machine = Runtime.version() + " on " + Runtime.getRuntime().availableProcessors() + " processors";
        digest.update(machine.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(Path root, MessageDigest digest) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Engine::isProgram).sorted().toList()) {
                digest.update((root.relativize(file) + "\0").getBytes(StandardCharsets.UTF_8));
                try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the programs in " + root, e);
        }
    }

    /** The cache of start-up data is another one after each build, though nothing has changed. */
    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && !file.toString().endsWith(".aot");
    }
}
