package academy.ascent.grader.load;

import academy.ascent.grader.load.Sample.Outcome;
import academy.ascent.sandbox.Endpoint;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request on its way; settled exactly once, on the event loop. */
final class Exchange {
    static final AttributeKey<Exchange> CURRENT = AttributeKey.valueOf("ascent-exchange");

    private final int index;
    private final long intended;
    private final long lag;
    private final long origin;
    private final Endpoint endpoint;
    private final Call call;
    private final Connections.Recorder recorder;
    private @Nullable Channel channel;
    private @Nullable Future<?> limit;
    private boolean settled;

    Exchange(
            int index,
            long intended,
            long lag,
            long origin,
            Endpoint endpoint,
            Call call,
            Connections.Recorder recorder) {
        this.index = index;
        this.intended = intended;
        this.lag = lag;
        this.origin = origin;
        this.endpoint = endpoint;
        this.call = call;
        this.recorder = recorder;
    }

    void limit(EventLoop loop, Duration timeout) {
        long left = origin + intended + timeout.toNanos() - System.nanoTime();
        limit = loop.schedule(() -> fail(Outcome.TIMED_OUT), left, TimeUnit.NANOSECONDS);
    }

    boolean isSettled() {
        return settled;
    }

    void write(Channel target) {
        if (settled) {
            target.close();
            return;
        }
        channel = target;
        target.attr(CURRENT).set(this);
        target.writeAndFlush(request()).addListener(done -> {
            if (!done.isSuccess()) {
                fail(Outcome.RESET);
            }
        });
    }

    void answered(FullHttpResponse response) {
        int status = response.status().code();
        settle(
                status == 200 ? Outcome.ANSWERED : Outcome.STATUS,
                status,
                response.content().toString(StandardCharsets.UTF_8));
    }

    void fail(Outcome outcome) {
        if (!settled) {
            settle(outcome, 0, "");
            if (channel != null) {
                channel.close();
            }
        }
    }

    private void settle(Outcome outcome, int status, String body) {
        long latency = System.nanoTime() - origin - intended;
        settled = true;
        if (limit != null) {
            limit.cancel(false);
        }
        recorder.set(index, new Sample(index, intended, lag, latency, outcome, status, body, endpoint.replica()));
    }

    private FullHttpRequest request() {
        byte[] body = call.bytes();
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                body.length == 0 ? HttpMethod.GET : HttpMethod.POST,
                call.path(),
                Unpooled.wrappedBuffer(body));
        request.headers().set(HttpHeaderNames.HOST, "localhost");
        request.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (body.length > 0) {
            request.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        }
        return request;
    }
}
