package academy.ascent.grader.load;

import academy.ascent.grader.load.Sample.Outcome;
import academy.ascent.sandbox.Endpoint;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/** One request on its way; settled exactly once, on the event loop. */
final class Exchange {
    static final AttributeKey<Exchange> CURRENT = AttributeKey.valueOf("ascent-exchange");

    private final int index;
    private final long intended;
    private final long lag;
    private final long origin;
    private final Endpoint endpoint;
    private final Request request;
    private final Connections.Recorder recorder;
    private @Nullable Channel channel;
    private boolean settled;

    Exchange(
            int index,
            long intended,
            long lag,
            long origin,
            Endpoint endpoint,
            Request request,
            Connections.Recorder recorder) {
        this.index = index;
        this.intended = intended;
        this.lag = lag;
        this.origin = origin;
        this.endpoint = endpoint;
        this.request = request;
        this.recorder = recorder;
    }

    /** Gives it up if it has taken longer than it may; whether it is over, that way or another. */
    boolean isOverAfter(long timeoutNanos) {
        if (!settled && System.nanoTime() - origin - intended >= timeoutNanos) {
            fail(Outcome.TIMED_OUT);
        }
        return settled;
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
        target.writeAndFlush(request.wire()).addListener(done -> {
            if (!done.isSuccess()) {
                fail(Outcome.RESET);
            }
        });
    }

    void answered(FullHttpResponse response) {
        int status = response.status().code();
        settle(status == 200 ? Outcome.ANSWERED : Outcome.STATUS, status, request.text(response.content()));
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
        recorder.set(index, new Sample(index, intended, lag, latency, outcome, status, body, endpoint.replica()));
    }
}
