package academy.ascent.reference.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a {@link Resource}.
 *
 * @param path what stands below the prefix, decoded, without a slash at its start
 * @param query the query's parameters, the first of each name
 * @param headers by lower-case name
 * @param caller the tenant whose key was sent; null where none was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public record Request(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        @Nullable String caller) {
    /** A request of nobody in particular. */
    public Request(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {
        this(method, path, query, headers, body, null);
    }
}
