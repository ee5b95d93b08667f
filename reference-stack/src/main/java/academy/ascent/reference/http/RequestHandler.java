package academy.ascent.reference.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;

/** One connection: answers its requests one after the other, in their order. */
final class RequestHandler extends ChannelInboundHandlerAdapter {
    private final ServerState server;
    private final ConnectionClock clock;
    private final Queue<FullHttpRequest> waiting = new ArrayDeque<>(2);
    private boolean busy;
    private boolean ended;

    RequestHandler(ServerState server, ConnectionClock clock) {
        this.server = server;
        this.clock = clock;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        FullHttpRequest request = (FullHttpRequest) message;
        if (ended) {
            request.release();
        } else if (busy) {
            waiting.add(request);
            ctx.channel().config().setAutoRead(false);
        } else {
            handle(ctx, request);
        }
    }

    private void handle(ChannelHandlerContext ctx, FullHttpRequest request) {
        busy = true;
        clock.requestReceived();
        Exchange exchange = new Exchange(
                request.method().name(),
                request.uri(),
                request.protocolVersion(),
                HttpUtil.isKeepAlive(request),
                System.nanoTime());
        try {
            if (request.decoderResult().isFailure()) {
                refuse(ctx, request.decoderResult().cause());
                return;
            }
            Route route = server.routes.find(request.uri());
            if (route instanceof Route.Infer(ServedModel served)
                    && exchange.method().equals(route.method())) {
                infer(ctx, request, exchange, served);
            } else {
                finish(ctx, exchange, Pages.answer(server, ctx.alloc(), exchange.method(), route));
            }
        } finally {
            request.release();
        }
    }

    private void refuse(ChannelHandlerContext ctx, Throwable cause) {
        ended = true;
        FullHttpResponse response = switch (cause) {
            case TooLongHttpHeaderException _ ->
                Reply.error(
                        ctx.alloc(),
                        HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                        "the request's header is too long");
            case TooLongHttpLineException _ ->
                Reply.error(ctx.alloc(), HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request's address is too long");
            default -> Reply.error(ctx.alloc(), HttpResponseStatus.BAD_REQUEST, "this is no HTTP/1.1 request");
        };
        clock.answerStarted();
        FinalReply.write(ctx, response);
    }

    private void infer(ChannelHandlerContext ctx, FullHttpRequest request, Exchange exchange, ServedModel served) {
        String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        if (!encoding.equalsIgnoreCase("identity") || request.headers().contains("Inference-Header-Content-Length")) {
            inferred(
                    ctx,
                    exchange,
                    served,
                    Reply.error(
                            ctx.alloc(),
                            HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                            "this server reads plain JSON only, neither compressed nor with binary tensors"));
            return;
        }
        byte[] body = ByteBufUtil.getBytes(request.content());
        server.metrics.inFlight().incrementAndGet();
        boolean accepted = server.pool.offer(() -> {
            if (!ctx.channel().isActive()) {
                server.metrics.inFlight().decrementAndGet();
                return;
            }
            FullHttpResponse response = worked(ctx, body, served);
            ctx.executor().execute(() -> {
                server.metrics.inFlight().decrementAndGet();
                inferred(ctx, exchange, served, response);
            });
        });
        if (!accepted) {
            server.metrics.inFlight().decrementAndGet();
            inferred(ctx, exchange, served, Reply.unavailable(ctx.alloc(), "too many requests wait already"));
        }
    }

    /** Whatever breaks is answered: a request without an answer would leave its connection busy for ever. */
    private FullHttpResponse worked(ChannelHandlerContext ctx, byte[] body, ServedModel served) {
        try {
            return InferenceTask.answer(served.model(), body, ctx.alloc());
        } catch (RuntimeException e) {
            server.log.event("broken", Map.of("model", served.model().name(), "cause", e));
            return Reply.error(
                    ctx.alloc(), HttpResponseStatus.INTERNAL_SERVER_ERROR, "the server broke on this request");
        }
    }

    private void inferred(ChannelHandlerContext ctx, Exchange exchange, ServedModel served, FullHttpResponse response) {
        served.metrics().answered(response.status().code(), System.nanoTime() - exchange.startNanos());
        finish(ctx, exchange, response);
    }

    private void finish(ChannelHandlerContext ctx, Exchange exchange, FullHttpResponse response) {
        boolean keep = exchange.keepAlive() && server.phase != Phase.DRAINING;
        ended = !keep;
        HttpUtil.setKeepAlive(response.headers(), exchange.version(), keep);
        if (server.accessLog) {
            exchange.log(server.log, response.status().code());
        }
        clock.answerStarted();
        ctx.writeAndFlush(response).addListener((ChannelFutureListener) written -> {
            if (!written.isSuccess() || !keep) {
                var _ = ctx.close();
                return;
            }
            next(ctx);
        });
    }

    private void next(ChannelHandlerContext ctx) {
        busy = false;
        clock.answerSent();
        FullHttpRequest request = waiting.poll();
        if (request != null) {
            handle(ctx, request);
        } else if (!ctx.channel().config().isAutoRead()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    /** Ends the connection if no request is on its way; else its answer will. */
    void drain(ChannelHandlerContext ctx) {
        if (!busy && clock.isIdle()) {
            var _ = ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended = true;
        while (!waiting.isEmpty()) {
            waiting.remove().release();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A client that resets its connection is no event; anything else is.
        if (!(cause instanceof IOException)) {
            server.log.event("connection-broken", Map.of("cause", cause));
        }
        var _ = ctx.close();
    }
}
