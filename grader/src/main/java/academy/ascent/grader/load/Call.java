package academy.ascent.grader.load;

import java.nio.charset.StandardCharsets;

/**
 * An HTTP request to send.
 *
 * @param path for example {@code /v2/models/tumour/infer}
 * @param body sent as JSON by POST; empty means GET
 */
public record Call(String path, String body) {

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
