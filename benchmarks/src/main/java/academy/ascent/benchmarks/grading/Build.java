package academy.ascent.benchmarks.grading;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Which build was measured. */
final class Build {
    /** What a grading runs: the jars of the grader with its libraries and of the reference stack, and the labs graded. */
    private static final List<String> FOLDERS = List.of(
            "benchmarks/target",
            "benchmarks/target/lib",
            "grader/target",
            "reference-stack/target",
            "benchmarks/grading",
            "labs/l1-first-prediction");

    private Build() {}

    /** A digest of all that a grading of the bench runs. */
    static String of(Path checkout) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : files(checkout)) {
            digest.update(checkout.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static List<Path> files(Path checkout) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : FOLDERS) {
            boolean built = folder.contains("target");
            try (Stream<Path> files = Files.walk(checkout.resolve(folder), built ? 1 : Integer.MAX_VALUE)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> !built || file.toString().endsWith(".jar"))
                        .sorted()
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
