package academy.ascent.grader.lint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as every JDK has it. */
final class Digests {
    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Of some texts, none of which holds a null character, in hex. */
    static String sha256(String... texts) {
        return HexFormat.of().formatHex(sha256().digest(String.join("\0", texts).getBytes(StandardCharsets.UTF_8)));
    }
}
