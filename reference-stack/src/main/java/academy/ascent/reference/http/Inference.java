package academy.ascent.reference.http;

import academy.ascent.reference.protocol.Answers;
import academy.ascent.reference.protocol.BinaryAnswers;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.UnknownModel;
import academy.ascent.reference.tracing.CurrentTrace;
import academy.ascent.reference.tracing.Trace;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One inference, from the body of its request to its response. */
final class Inference {
    /** Longer ones are read on another thread: a megabyte of JSON would hold up the event loop for milliseconds. */
    private static final int SHORT_BODY_BYTES = 32 << 10;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final ServerState server;
    private final ChannelHandlerContext ctx;
    private final Exchange exchange;
    private final Route.Infer route;
    private final Consumer<@Nullable FullHttpResponse> end;

    /**
     * An inference that has not begun.
     *
     * @param end takes the response, on the event loop; null where nobody waits for one any more or there is no memory
     *     even for a refusal
     */
    Inference(
            ServerState server,
            ChannelHandlerContext ctx,
            Exchange exchange,
            Route.Infer route,
            Consumer<@Nullable FullHttpResponse> end) {
        this.server = server;
        this.ctx = ctx;
        this.exchange = exchange;
        this.route = route;
        this.end = end;
    }

    void begin(Payload payload) {
        if (exchange.observation() != null) {
            exchange.observation().asks(route.name(), route.predictor().version());
        }
        if (payload.encoding() == null && payload.body().length <= SHORT_BODY_BYTES) {
            start(payload);
        } else if (!server.pool.offer(() -> start(payload))) {
            fail(new Overloaded("too many requests wait already", SOON));
        }
    }

    private void start(Payload payload) {
        if (!ctx.channel().isActive()) {
            reply(null);
            return;
        }
        Trace trace =
                exchange.observation() == null ? null : exchange.observation().trace();
        if (trace == null) {
            ask(payload);
        } else {
            CurrentTrace.run(trace, () -> ask(payload));
        }
    }

    private void ask(Payload payload) {
        try {
            InferRequest request = payload.read(route.predictor(), server.limits.bodyBytes());
            var _ = route.predictor()
                    .infer(request)
                    .whenComplete((response, failure) -> answer(request, response, failure));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Whatever breaks is answered: a request without an answer would leave its connection busy for ever. */
    private void answer(InferRequest request, @Nullable InferResponse response, @Nullable Throwable failure) {
        if (response == null) {
            fail(failure == null ? new IllegalStateException("no answer") : failure);
            return;
        }
        FullHttpResponse reply;
        try {
            if (exchange.observation() != null) {
                exchange.observation().answers(response);
            }
            reply = response(request, response, ctx.alloc());
        } catch (RuntimeException | Error e) {
            fail(e);
            return;
        }
        reply(reply);
    }

    private void fail(Throwable failure) {
        Consumer<Throwable> log = cause -> server.log.event("broken", Map.of("model", route.name(), "cause", cause));
        FullHttpResponse refusal;
        try {
            refusal = refusal(failure, ctx.alloc(), log);
        } catch (RuntimeException | Error e) {
            log.accept(e);
            refusal = null;
        }
        reply(refusal);
    }

    /** From whatever thread has the answer. */
    private void reply(@Nullable FullHttpResponse response) {
        if (ctx.executor().inEventLoop()) {
            end.accept(response);
        } else {
            ctx.executor().execute(() -> end.accept(response));
        }
    }

    private static FullHttpResponse response(InferRequest request, InferResponse response, ByteBufAllocator allocator) {
        if (BinaryAnswers.wanted(request)) {
            return Reply.binary(allocator, out -> BinaryAnswers.write(request, response, out));
        }
        return Reply.json(allocator, HttpResponseStatus.OK, out -> Answers.infer(response, out));
    }

    /** The response to a failure; {@code broken} is told of one that nobody expects. */
    private static FullHttpResponse refusal(Throwable failure, ByteBufAllocator allocator, Consumer<Throwable> broken) {
        return switch (Predictor.cause(failure)) {
            case RejectedRequest e -> Reply.error(allocator, HttpResponseStatus.BAD_REQUEST, e.getMessage());
            case RefusedBody e -> Reply.error(allocator, e.status(), e.getMessage());
            case UnknownModel e -> Reply.error(allocator, HttpResponseStatus.NOT_FOUND, e.getMessage());
            case Overloaded e -> Reply.unavailable(allocator, e.getMessage(), e.retryAfter());
            case InferenceFailed e ->
                Reply.error(allocator, HttpResponseStatus.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
            case Throwable unexpected -> {
                broken.accept(unexpected);
                yield Reply.error(
                        allocator, HttpResponseStatus.INTERNAL_SERVER_ERROR, "the server broke on this request");
            }
        };
    }
}
