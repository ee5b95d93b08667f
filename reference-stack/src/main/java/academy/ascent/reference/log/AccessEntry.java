package academy.ascent.reference.log;

import org.jspecify.annotations.Nullable;

/**
 * One answered request.
 *
 * @param millis since the Unix epoch
 * @param method of HTTP, or {@code gRPC}
 * @param status of HTTP, or of gRPC
 * @param micros from the request's last byte in to its answer out
 */
public record AccessEntry(
        long millis,
        String method,
        String path,
        @Nullable String model,
        @Nullable String version,
        String status,
        long bytesIn,
        long bytesOut,
        long micros,
        @Nullable String tenant,
        @Nullable String traceId,
        @Nullable String requestId) {
    private static final int LONGEST = 256;

    /** Cuts what a client may have made long: thousands of these wait at once. */
    public AccessEntry {
        path = cut(path);
        requestId = requestId == null ? null : cut(requestId);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
