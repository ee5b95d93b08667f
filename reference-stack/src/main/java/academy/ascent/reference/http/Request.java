package academy.ascent.reference.http;

import java.util.Map;

/**
 * A request to a {@link Resource}.
 *
 * @param path what stands below the prefix, decoded, without a slash at its start
 * @param query the query's parameters, the first of each name
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public record Request(
        String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {}
