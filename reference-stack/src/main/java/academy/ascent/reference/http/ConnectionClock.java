package academy.ascent.reference.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client is too slow: in sending a request, in reading an answer, or in asking again. The
 * time for a request counts from its first byte to its last, so that a trickle of bytes buys none.
 */
final class ConnectionClock extends ChannelInboundHandlerAdapter {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private enum Doing {
        IDLE,
        RECEIVING,
        WORKING,
        ANSWERING
    }

    private final Duration receive;
    private final Duration idle;
    private Doing doing = Doing.IDLE;
    /** How often the clock was looked at since the connection began to do that; cheaper than the time itself. */
    private int looks;

    ConnectionClock(Limits limits) {
        receive = limits.receive();
        idle = limits.idle();
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
        looks = 0;
    }

    private void lookLater(ChannelHandlerContext ctx) {
        var _ = ctx.executor().schedule(() -> look(ctx), LOOK.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive()) {
            return;
        }
        // The first look may have come at once.
        Duration passed = LOOK.multipliedBy(looks++);
        boolean late = switch (doing) {
            case IDLE -> passed.compareTo(idle) > 0;
            case RECEIVING, ANSWERING -> passed.compareTo(receive) > 0;
            case WORKING -> false;
        };
        if (late) {
            var _ = ctx.close();
            return;
        }
        lookLater(ctx);
    }
}
