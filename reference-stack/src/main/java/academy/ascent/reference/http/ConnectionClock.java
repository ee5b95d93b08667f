package academy.ascent.reference.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client is too slow: in sending a request, in reading an answer, or in asking again. The
 * time for a request counts from its first byte to its last, so that a trickle of bytes buys none.
 */
final class ConnectionClock extends ChannelInboundHandlerAdapter {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private enum Doing {
        IDLE,
        RECEIVING,
        WORKING,
        ANSWERING
    }

    private final long receiveNanos;
    private final long idleNanos;
    private Doing doing = Doing.IDLE;
    private long since;

    ConnectionClock(Limits limits) {
        receiveNanos = limits.receive().toNanos();
        idleNanos = limits.idle().toNanos();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        become(Doing.IDLE);
        lookLater(ctx);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        if (doing == Doing.IDLE) {
            become(Doing.RECEIVING);
        }
        ctx.fireChannelRead(bytes);
    }

    void requestReceived() {
        become(Doing.WORKING);
    }

    void answerStarted() {
        become(Doing.ANSWERING);
    }

    void answerSent() {
        become(Doing.IDLE);
    }

    boolean isIdle() {
        return doing == Doing.IDLE;
    }

    private void become(Doing next) {
        doing = next;
        since = System.nanoTime();
    }

    private void lookLater(ChannelHandlerContext ctx) {
        var _ = ctx.executor().schedule(() -> look(ctx), LOOK_NANOS, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive()) {
            return;
        }
        long passed = System.nanoTime() - since;
        boolean late = switch (doing) {
            case IDLE -> passed > idleNanos;
            case RECEIVING, ANSWERING -> passed > receiveNanos;
            case WORKING -> false;
        };
        if (late) {
            var _ = ctx.close();
            return;
        }
        lookLater(ctx);
    }
}
