package academy.ascent.reference.http;

import academy.ascent.reference.log.EventLog;
import io.netty.handler.codec.http.HttpVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request as far as its answer needs it.
 *
 * @param tenant whose key was sent; null where none was asked for
 */
record Exchange(
        String method,
        String uri,
        HttpVersion version,
        boolean keepAlive,
        long startNanos,
        @Nullable String tenant) {
    Exchange by(String caller) {
        return new Exchange(method, uri, version, keepAlive, startNanos, caller);
    }

    void log(EventLog log, int status) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("method", method);
        facts.put("uri", uri);
        facts.put("status", status);
        facts.put("micros", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos));
        log.event("access", facts);
    }
}
