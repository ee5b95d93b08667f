package academy.ascent.benchmarks.grading;

import java.io.IOException;
import java.io.InputStream;
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
    private Build() {}

    /** A digest of every jar that a grading runs: the grader with its libraries, and the reference stack. */
    static String of(Path checkout) throws IOException {
        MessageDigest digest = sha256();
        for (Path jar : jars(checkout)) {
            digest.update(jar.getFileName().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static List<Path> jars(Path checkout) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String folder :
                List.of("benchmarks/target", "benchmarks/target/lib", "grader/target", "reference-stack/target")) {
            try (Stream<Path> files = Files.list(checkout.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        return jars;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
