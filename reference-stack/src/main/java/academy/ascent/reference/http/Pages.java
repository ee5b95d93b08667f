package academy.ascent.reference.http;

import academy.ascent.reference.protocol.Answers;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.UnknownModel;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;

/** Answers every address but inference, at once and from memory. */
final class Pages {
    private static final Duration SOON = Duration.ofSeconds(1);

    private Pages() {}

    static FullHttpResponse answer(ServerState server, ByteBufAllocator allocator, String method, Route route) {
        if (!(route instanceof Route.Unknown) && !method.equals(route.method())) {
            FullHttpResponse response = Reply.error(
                    allocator,
                    HttpResponseStatus.METHOD_NOT_ALLOWED,
                    "this address answers " + route.method() + " only");
            response.headers().set(HttpHeaderNames.ALLOW, route.method());
            return response;
        }
        boolean ready = server.phase == Phase.READY;
        return switch (route) {
            case Route.Server _ ->
                Reply.json(
                        allocator,
                        HttpResponseStatus.OK,
                        out -> Answers.server("ascent-reference-stack", HttpServer.VERSION, out));
            case Route.Live _ ->
                Reply.json(allocator, HttpResponseStatus.OK, out -> Answers.health(null, "live", true, out));
            case Route.Ready _ ->
                Reply.json(allocator, readyStatus(ready), out -> Answers.health(null, "ready", ready, out));
            case Route.MetricsPage _ -> Reply.metrics(allocator, server.metrics.page());
            case Route.Metadata(Predictor predictor) -> metadata(allocator, predictor);
            case Route.ModelReady(String name, Predictor predictor) -> {
                boolean modelReady = ready && predictor.isReady();
                yield Reply.json(
                        allocator, readyStatus(modelReady), out -> Answers.health(name, "ready", modelReady, out));
            }
            case Route.Unknown _
            when server.phase == Phase.STARTING -> Reply.unavailable(allocator, "the server is still starting", SOON);
            case Route.Unknown(String message) -> Reply.error(allocator, HttpResponseStatus.NOT_FOUND, message);
            case Route.Mounted _, Route.Infer _ -> throw new IllegalStateException("answered elsewhere");
        };
    }

    private static FullHttpResponse metadata(ByteBufAllocator allocator, Predictor predictor) {
        ModelMetadata metadata;
        try {
            metadata = predictor.metadata();
        } catch (UnknownModel e) {
            return Reply.error(allocator, HttpResponseStatus.NOT_FOUND, e.getMessage());
        }
        return Reply.json(allocator, HttpResponseStatus.OK, out -> Answers.model(metadata, out));
    }

    private static HttpResponseStatus readyStatus(boolean ready) {
        return ready ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
    }
}
