package academy.ascent.reference.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Tensor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScarceMemoryTest {
    private static final Limits LIMITS = new Limits(
            64 << 10,
            100_000,
            8,
            1,
            1,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(5));
    private static final int SMALL_BODY = 200;
    private static final int COUNTED_BODY = 3 * BodyBudget.SMALL_BYTES;

    private final Metrics metrics = new Metrics();
    private final EventLog log = new EventLog(new PrintStream(OutputStream.nullOutputStream()), InstantSource.system());
    private final ServerState server = new ServerState(LIMITS, metrics, log);

    @AfterEach
    void endThreads() {
        server.pool.close();
    }

    @Test
    void anAnswerThatIsTooLongIsReplacedByAShortOne() {
        givenAModelWithLongAnswers();
        ScarceAllocator memory = new ScarceAllocator(2048);
        EmbeddedChannel connection = connection(memory);

        connection.writeInbound(request("/v2/models/m/infer", COUNTED_BODY));
        assertThat(answer(connection)).startsWith("HTTP/1.1 500 ").contains("the server broke on this request");
        connection.writeInbound(request("/v2/models/m/infer", SMALL_BODY));
        assertThat(answer(connection)).startsWith("HTTP/1.1 500 ");

        assertThat(connection.isOpen()).isTrue();
        thenNothingIsLeft(memory);
    }

    @Test
    void anAnswerOfAResourceThatIsTooLongIsReplacedByAShortOne() throws InterruptedException {
        server.mounted.put("/page", _ -> Answer.html(200, "x".repeat(4096)));
        givenAModelWithLongAnswers();
        ScarceAllocator memory = new ScarceAllocator(2048);
        EmbeddedChannel connection = connection(memory);

        connection.writeInbound(request("/page", COUNTED_BODY));
        assertThat(awaitedAnswer(connection)).startsWith("HTTP/1.1 500 ").contains("the server broke on this request");
        assertThat(connection.isOpen()).isTrue();
        thenNothingIsLeft(memory);
    }

    @Test
    void aConnectionForWhichThereIsNoMemoryAtAllIsClosed() {
        givenAModelWithLongAnswers();
        for (String path : List.of("/v2/models/m/infer", "/v2/nothing")) {
            ScarceAllocator memory = new ScarceAllocator(0);
            EmbeddedChannel connection = connection(memory);
            connection.writeInbound(request(path, COUNTED_BODY));

            assertThat(connection.isOpen()).isFalse();
            thenNothingIsLeft(memory);
        }
    }

    @Test
    void aPartOfABodyForWhichThereIsNoMemoryIsReleased() {
        givenAModelWithLongAnswers();
        ScarceAllocator memory = new ScarceAllocator(2048);
        EmbeddedChannel connection = connection(memory);
        ByteBuf part = Unpooled.wrappedBuffer(new byte[COUNTED_BODY]);
        connection.writeInbound(
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/v2/models/m/infer"),
                new DefaultHttpContent(part));

        assertThat(part.refCnt()).isZero();
        assertThat(connection.isOpen()).isFalse();
        thenNothingIsLeft(memory);
    }

    @Test
    void aResponseForWhoseHeadThereIsNoMemoryIsReleased() {
        for (int length : new int[] {10, 100_000}) {
            EmbeddedChannel connection = new EmbeddedChannel(new ResponseEncoder());
            connection.config().setAllocator(new ScarceAllocator(0));
            ByteBuf content = Unpooled.wrappedBuffer(new byte[length]);
            ChannelFuture written = connection.writeAndFlush(response(content));

            assertThat(written.isSuccess()).isFalse();
            assertThat(content.refCnt()).isZero();
        }
    }

    @Test
    void aLongContentIsNotCopied() {
        ScarceAllocator memory = new ScarceAllocator(2048);
        EmbeddedChannel connection = new EmbeddedChannel(new ResponseEncoder());
        connection.config().setAllocator(memory);
        ByteBuf content = Unpooled.copiedBuffer("x".repeat(100_000), UTF_8);
        ChannelFuture written = connection.writeAndFlush(response(content));

        assertThat(written.isSuccess()).isTrue();
        assertThat(answer(connection)).isEqualTo("HTTP/1.1 200 OK\r\nserver: s\r\n\r\n" + "x".repeat(100_000));
        assertThat(content.refCnt()).isZero();
        assertThat(memory.unreleased()).isZero();
    }

    private void givenAModelWithLongAnswers() {
        float[] many = new float[2000];
        Tensor tensor = new Tensor("y", Datatype.FP32, new long[] {many.length}, new Elements.Floats(many));
        OnePredictor model = new OnePredictor(
                "m",
                request ->
                        CompletableFuture.completedFuture(InferResponse.of("m", "1", request.id(), List.of(tensor))));
        server.routes = Routes.of(model, metrics, server.mounted);
        server.phase = Phase.READY;
    }

    private EmbeddedChannel connection(ScarceAllocator memory) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(memory);
        ConnectionClock clock = new ConnectionClock(server.limits);
        BodyShare share = new BodyShare(server.bodies);
        channel.pipeline()
                .addLast(
                        clock,
                        new ResponseEncoder(),
                        new BodyLimit(server, share),
                        new RequestHandler(server, clock, share));
        return channel;
    }

    private static DefaultFullHttpRequest request(String path, int length) {
        String start = "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]";
        ByteBuf body = Unpooled.copiedBuffer(start + " ".repeat(length - start.length() - 1) + "}", UTF_8);
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path, body);
        request.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, length);
        return request;
    }

    private static FullHttpResponse response(ByteBuf content) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, content);
        response.headers().set("server", "s");
        return response;
    }

    private static String awaitedAnswer(EmbeddedChannel connection) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (connection.outboundMessages().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(5);
            connection.runPendingTasks();
        }
        return answer(connection);
    }

    private static String answer(EmbeddedChannel connection) {
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = connection.readOutbound(); part != null; part = connection.readOutbound()) {
            text.append(part.toString(UTF_8));
            part.release();
        }
        return text.toString();
    }

    private void thenNothingIsLeft(ScarceAllocator memory) {
        assertThat(metrics.inFlight()).hasValue(0);
        assertThat(server.bodies.used()).isZero();
        assertThat(memory.unreleased()).isZero();
    }
}
