package academy.ascent.reference.http;

import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.UnknownModel;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests to mounted resources, and whatever comes of them. */
final class Visits {
    private Visits() {}

    static Request request(FullHttpRequest request, String path, @Nullable String caller) {
        Map<String, String> query = query(request.uri());
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(entry -> headers.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
        return new Request(
                request.method().name(), path, query, headers, ByteBufUtil.getBytes(request.content()), caller);
    }

    private static Map<String, String> query(String uri) {
        Map<String, String> query = new HashMap<>();
        try {
            new QueryStringDecoder(uri).parameters().forEach((name, values) -> query.put(name, values.getFirst()));
        } catch (IllegalArgumentException _) {
            throw new RejectedRequest("the address's query is not percent-encoded rightly");
        }
        return query;
    }

    static Answer answer(Resource resource, Request request, EventLog log) {
        try {
            return resource.answer(request);
        } catch (RejectedRequest e) {
            return Answer.error(400, e.getMessage());
        } catch (UnknownModel e) {
            return Answer.error(404, e.getMessage());
        } catch (Overloaded e) {
            long seconds = Math.max(1, e.retryAfter().toSeconds());
            return new Answer(
                    503,
                    "application/json",
                    Answer.error(503, e.getMessage()).body(),
                    Map.of("retry-after", Long.toString(seconds)));
        } catch (InferenceFailed e) {
            return Answer.error(500, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            return broken(request.path(), e, log);
        }
    }

    /** The answer as a response; a short one that says that the server broke if there is no memory for it. */
    static FullHttpResponse response(ByteBufAllocator allocator, String path, Answer answer, EventLog log) {
        try {
            return Reply.of(allocator, answer);
        } catch (RuntimeException | Error e) {
            return Reply.of(allocator, broken(path, e, log));
        }
    }

    private static Answer broken(String path, Throwable cause, EventLog log) {
        log.event("broken", Map.of("address", path, "cause", cause));
        return Answer.error(500, "the server broke on this request");
    }
}
