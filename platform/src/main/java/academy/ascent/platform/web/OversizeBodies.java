package academy.ascent.platform.web;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.convert.format.ReadableBytes;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Swallows bodies that are too large and passes their requests on without. A server that answers and hangs up while a browser
 * still sends is seen as a broken connection there; one that has read to the end can say what was wrong.
 */
@Singleton
final class OversizeBodies implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    /** Tells {@link TooLarge} how long the body was; from outside it leads to no more than the same refusal. */
    static final String LEFT_OUT = "x-ascent-body-left-out";

    /** Nobody sends more than this by mistake: such a connection is closed as the server itself does it. */
    private static final long MOST_SWALLOWED = 1024L * 1024 * 1024;

    private final long largest;

    OversizeBodies(@ReadableBytes @Property(name = "micronaut.server.max-request-size") long largest) {
        this.largest = largest;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Customizer(null));
        return event.getBean();
    }

    private final class Customizer implements NettyServerCustomizer {
        private final @Nullable Channel channel;

        private Customizer(@Nullable Channel channel) {
            this.channel = channel;
        }

        @Override
        public NettyServerCustomizer specializeForChannel(Channel one, ChannelRole role) {
            return new Customizer(one);
        }

        @Override
        public void onStreamPipelineBuilt() {
            if (channel != null
                    && channel.pipeline().get(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC) != null) {
                channel.pipeline()
                        .addAfter(
                                ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
                                "oversize-bodies",
                                new Swallower());
            }
        }
    }

    private final class Swallower extends ChannelInboundHandlerAdapter {
        private @Nullable HttpRequest held;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request && isTooLarge(request)) {
                held = request;
                return;
            }
            var request = held;
            if (request == null || !(message instanceof HttpContent)) {
                context.fireChannelRead(message);
                return;
            }
            ReferenceCountUtil.release(message);
            if (message instanceof LastHttpContent) {
                held = null;
                context.fireChannelRead(withoutBody(request));
                context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            }
        }

        /** Nobody behind us asks for more, since nothing has reached them. */
        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (held == null) {
                context.fireChannelReadComplete();
            } else {
                context.read();
            }
        }

        private boolean isTooLarge(HttpRequest request) {
            var length = HttpUtil.getContentLength(request, 0L);
            return length > largest && length <= MOST_SWALLOWED && !HttpUtil.is100ContinueExpected(request);
        }

        private static HttpRequest withoutBody(HttpRequest request) {
            var length = HttpUtil.getContentLength(request, 0L);
            request.headers().remove(HttpHeaderNames.CONTENT_TYPE);
            request.headers().set(LEFT_OUT, length);
            HttpUtil.setContentLength(request, 0);
            return request;
        }
    }
}
