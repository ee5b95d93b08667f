package academy.ascent.reference.http;

import academy.ascent.reference.log.EventLog;
import io.netty.handler.codec.http.HttpVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One request as far as its answer needs it. */
record Exchange(String method, String uri, HttpVersion version, boolean keepAlive, long startNanos) {
    void log(EventLog log, int status) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("method", method);
        facts.put("uri", uri);
        facts.put("status", status);
        facts.put("micros", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos));
        log.event("access", facts);
    }
}
