package academy.ascent.reference.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import academy.ascent.reference.protocol.Answers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A {@link Resource}'s answer.
 *
 * @param headers more headers than the content's type and length
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    /** JSON in UTF-8. */
    public static Answer json(int status, byte[] body) {
        return new Answer(status, "application/json", body, Map.of());
    }

    /** A page for people. */
    public static Answer html(int status, String page) {
        return new Answer(
                status,
                "text/html; charset=utf-8",
                page.getBytes(UTF_8),
                Map.of(
                        "content-security-policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
                        "x-content-type-options",
                        "nosniff"));
    }

    /** {@code {"error": "…"}}. */
    public static Answer error(int status, String message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Answers.error(message, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json(status, out.toByteArray());
    }
}
