package academy.ascent.reference.http;

import academy.ascent.reference.access.Admission;
import academy.ascent.reference.log.AccessLog;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.tracing.Tracing;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One connection: answers its requests one after the other, in their order. */
final class RequestHandler extends ChannelInboundHandlerAdapter {
    private final ServerState server;
    private final ConnectionClock clock;
    private final BodyShare share;
    private final Queue<Arrival> waiting = new ArrayDeque<>(2);
    private boolean busy;
    private boolean ended;

    RequestHandler(ServerState server, ConnectionClock clock, BodyShare share) {
        this.server = server;
        this.clock = clock;
        this.share = share;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Arrival request = (Arrival) message;
        if (ended) {
            request.release();
            share.answered();
        } else if (busy) {
            waiting.add(request);
            ctx.channel().config().setAutoRead(false);
        } else {
            handle(ctx, request);
        }
    }

    private void handle(ChannelHandlerContext ctx, Arrival request) {
        busy = true;
        clock.requestReceived();
        Exchange exchange = new Exchange(
                request.method().name(),
                request.uri(),
                request.protocolVersion(),
                HttpUtil.isKeepAlive(request),
                System.nanoTime(),
                null,
                observation(request));
        try {
            if (request.decoderResult().isFailure()) {
                refuse(ctx, exchange, request.decoderResult().cause());
                return;
            }
            Route route = server.routes.find(request.uri());
            Admission admission = request.admission();
            if (admission == null) {
                enter(ctx, request, exchange, route);
                return;
            }
            switch (admission) {
                case Admission.Admitted(String tenant) -> enter(ctx, request, exchange.by(tenant), route);
                case Admission.Refused refused -> turnAway(ctx, exchange, route, refused, request.isLast());
            }
        } catch (RuntimeException | Error e) {
            server.log.event("broken", Map.of("address", exchange.path(), "cause", e));
            abandon(ctx);
        } finally {
            request.release();
        }
    }

    private @Nullable Observation observation(FullHttpRequest request) {
        Tracing tracing = server.tracing;
        return tracing == null && server.accessLog == null ? null : new Observation(request, tracing);
    }

    private void enter(ChannelHandlerContext ctx, FullHttpRequest request, Exchange exchange, Route route) {
        switch (route) {
            case Route.Infer infer
            when exchange.method().equals(infer.method()) -> infer(ctx, request, exchange, infer);
            case Route.Mounted mounted -> visit(ctx, request, exchange, mounted);
            default -> finish(ctx, exchange, Pages.answer(server, ctx.alloc(), exchange.method(), route));
        }
    }

    private void turnAway(
            ChannelHandlerContext ctx, Exchange exchange, Route route, Admission.Refused refused, boolean last) {
        FullHttpResponse response = Reply.refusal(ctx.alloc(), refused);
        if (route instanceof Route.Infer infer) {
            count(exchange, infer, response);
        }
        if (last) {
            finishLast(ctx, exchange, response);
        } else {
            finish(ctx, exchange, response);
        }
    }

    private void refuse(ChannelHandlerContext ctx, Exchange exchange, Throwable cause) {
        FullHttpResponse response = switch (cause) {
            case TooLongHttpHeaderException _ ->
                Reply.error(
                        ctx.alloc(),
                        HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                        "the request's header is too long");
            case TooLongHttpLineException _ ->
                Reply.error(ctx.alloc(), HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request's address is too long");
            case RefusedBody e -> Reply.error(ctx.alloc(), e.status(), e.getMessage());
            case Overloaded e -> Reply.unavailable(ctx.alloc(), e.getMessage(), e.retryAfter());
            default -> Reply.error(ctx.alloc(), HttpResponseStatus.BAD_REQUEST, "this is no HTTP/1.1 request");
        };
        finishLast(ctx, exchange, response);
    }

    /** Ends the connection with this answer, though the client may still be sending. */
    private void finishLast(ChannelHandlerContext ctx, Exchange exchange, FullHttpResponse response) {
        ended = true;
        if (exchange.observation() != null) {
            observed(exchange, exchange.observation(), response);
        }
        share.answered();
        clock.answerStarted();
        FinalReply.write(ctx, response);
    }

    private void infer(ChannelHandlerContext ctx, FullHttpRequest request, Exchange exchange, Route.Infer route) {
        server.metrics.inFlight().incrementAndGet();
        new Inference(server, ctx, exchange, route, response -> inferred(ctx, exchange, route, response))
                .begin(Payload.of(request));
    }

    private void inferred(
            ChannelHandlerContext ctx, Exchange exchange, Route.Infer route, @Nullable FullHttpResponse response) {
        server.metrics.inFlight().decrementAndGet();
        if (response == null) {
            abandon(ctx);
            return;
        }
        count(exchange, route, response);
        finish(ctx, exchange, response);
    }

    /** Ends the connection with all that waits for an answer. */
    private void abandon(ChannelHandlerContext ctx) {
        ended = true;
        busy = false;
        share.answered();
        var _ = ctx.close();
    }

    private static void count(Exchange exchange, Route.Infer route, FullHttpResponse response) {
        route.metrics().answered(response.status().code(), System.nanoTime() - exchange.startNanos());
    }

    private void visit(ChannelHandlerContext ctx, FullHttpRequest request, Exchange exchange, Route.Mounted route) {
        Request visit;
        try {
            visit = Visits.request(request, route.path(), exchange.tenant());
        } catch (RejectedRequest e) {
            finish(ctx, exchange, Reply.error(ctx.alloc(), HttpResponseStatus.BAD_REQUEST, e.getMessage()));
            return;
        }
        Thread.ofVirtual().name("visit").start(() -> {
            Answer answer = Visits.answer(route.resource(), visit, server.log);
            ctx.executor().execute(() -> visited(ctx, exchange, answer));
        });
    }

    private void visited(ChannelHandlerContext ctx, Exchange exchange, Answer answer) {
        FullHttpResponse response;
        try {
            response = Visits.response(ctx.alloc(), exchange.path(), answer, server.log);
        } catch (RuntimeException | Error e) {
            server.log.event("broken", Map.of("address", exchange.path(), "cause", e));
            abandon(ctx);
            return;
        }
        finish(ctx, exchange, response);
    }

    private void finish(ChannelHandlerContext ctx, Exchange exchange, FullHttpResponse response) {
        boolean keep = exchange.keepAlive() && server.phase != Phase.DRAINING;
        ended = !keep;
        if (!keep || !exchange.version().isKeepAliveDefault()) {
            HttpUtil.setKeepAlive(response.headers(), exchange.version(), keep);
        }
        if (exchange.observation() != null) {
            observed(exchange, exchange.observation(), response);
        }
        if (exchange.method().equals("HEAD")) {
            response.content().clear();
        }
        if (waiting.isEmpty()) {
            share.answered();
        }
        clock.answerStarted();
        ctx.writeAndFlush(response).addListener((ChannelFutureListener) written -> {
            if (!written.isSuccess() || !keep) {
                // Requests that wait behind this answer never get theirs.
                abandon(ctx);
                return;
            }
            next(ctx);
        });
    }

    private void observed(Exchange exchange, Observation observation, FullHttpResponse response) {
        observation.end(exchange, response);
        AccessLog accessLog = server.accessLog;
        if (accessLog != null) {
            accessLog.add(observation.entry(exchange, response));
        }
    }

    private void next(ChannelHandlerContext ctx) {
        busy = false;
        clock.answerSent();
        Arrival request = waiting.poll();
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
        if (!busy) {
            share.answered();
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
