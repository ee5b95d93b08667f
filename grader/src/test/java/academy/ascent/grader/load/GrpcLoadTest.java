package academy.ascent.grader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import academy.ascent.grader.load.Sample.Outcome;
import academy.ascent.sandbox.Endpoint;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrpcLoadTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String METHOD = "test.Table/Ask";
    private static final List<Call> CALLS = List.of(call("a"), call("b"));

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger asked = new AtomicInteger();
    private Server server;

    /**
     * @param status null for an answer
     */
    private record Reply(Duration delay, Status status) {}

    @AfterEach
    void end() throws InterruptedException {
        if (server != null) {
            server.shutdownNow().awaitTermination();
        }
        clock.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void answers_come_back_to_their_calls_with_latencies_of_the_table() throws IOException {
        Endpoint endpoint = serve(i -> new Reply(Duration.ofMillis(i % 10 == 9 ? 60 : 10), null));
        List<Sample> samples = run(100, 3, endpoint, TIMEOUT);
        assertThat(samples).hasSize(300).allMatch(Sample::answered).allMatch(s -> s.latencyNanos() >= 10_000_000);
        assertThat(samples.stream().filter(s -> s.latencyNanos() >= 60_000_000).count())
                .isGreaterThanOrEqualTo(30);
        assertThat(samples).allMatch(s -> s.body().equals("answer to " + (s.index() % 2 == 0 ? "a" : "b")));
    }

    @Test
    void a_stall_is_seen_by_every_call_that_was_meant_for_it() throws IOException {
        // Calls from the second that lie within the stall wait for its end.
        long begin = System.nanoTime() + 1_500_000_000L;
        long end = begin + 500_000_000L;
        Endpoint endpoint = serve(i -> {
            long now = System.nanoTime();
            return new Reply(Duration.ofNanos(now >= begin && now < end ? end - now : 1_000_000), null);
        });
        List<Sample> samples = run(400, 4, endpoint, TIMEOUT);
        assertThat(samples).allMatch(Sample::answered);
        // 500 ms at 400/s hold 200 calls, more than a connection may carry at once; 160 of them wait over 100 ms.
        assertThat(samples.stream().filter(s -> s.latencyNanos() > 100_000_000).count())
                .isGreaterThanOrEqualTo(140);
    }

    @Test
    void a_socket_file_is_spoken_to_like_an_address(@TempDir Path folder) throws IOException {
        Path socket = folder.resolve("s");
        server = listen(UnixDomainSocketAddress.of(socket), i -> new Reply(Duration.ZERO, null));
        List<Sample> samples = run(50, 2, new Endpoint.UnixSocket("table-0", socket), TIMEOUT);
        assertThat(samples)
                .hasSize(100)
                .allMatch(Sample::answered)
                .allMatch(s -> s.replica().equals("table-0"));
    }

    @Test
    void statuses_and_time_outs_are_failures_of_their_kind() throws IOException {
        Endpoint endpoint = serve(i -> switch (i % 4) {
            case 0 -> new Reply(Duration.ZERO, Status.UNAVAILABLE.withDescription("the queue is full"));
            case 1 -> new Reply(Duration.ZERO, Status.NOT_FOUND.withDescription("no model"));
            case 2 -> new Reply(Duration.ofSeconds(30), null);
            default -> new Reply(Duration.ZERO, null);
        });
        List<Sample> samples = run(20, 2, endpoint, Duration.ofMillis(300));
        assertThat(samples)
                .extracting(Sample::outcome)
                .containsOnly(Outcome.STATUS, Outcome.TIMED_OUT, Outcome.ANSWERED);
        assertThat(samples)
                .filteredOn(s -> s.outcome() == Outcome.STATUS)
                .extracting(Sample::body)
                .containsOnly("UNAVAILABLE: the queue is full", "NOT_FOUND: no model");
        assertThat(samples)
                .filteredOn(s -> s.outcome() == Outcome.TIMED_OUT)
                .allMatch(s -> s.latencyNanos() >= 300_000_000);
    }

    @Test
    void who_is_cut_off_and_who_finds_nobody_fails_once_and_nothing_is_sent_again() throws IOException {
        Endpoint endpoint = serve(i -> new Reply(Duration.ofMillis(400), null));
        try (Load load =
                Load.start(Schedule.constant(50, Duration.ofSeconds(2)), CALLS, () -> List.of(endpoint), TIMEOUT)) {
            load.await(1_000_000_000L);
            server.shutdownNow();
            List<Sample> samples = load.settled(0, Long.MAX_VALUE);
            assertThat(samples)
                    .extracting(Sample::outcome)
                    .containsOnly(Outcome.ANSWERED, Outcome.RESET, Outcome.REFUSED);
            assertThat(samples).filteredOn(s -> s.outcome() == Outcome.REFUSED).hasSizeGreaterThan(30);
            assertThat(asked.get()).isLessThanOrEqualTo(60);
        }
    }

    @Test
    void a_run_that_is_closed_while_nobody_has_answered_yet_ends_quietly() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Endpoint endpoint = new Endpoint.Tcp("silent-0", "127.0.0.1", silent.getLocalPort());
            Load load =
                    Load.start(Schedule.constant(50, Duration.ofSeconds(2)), CALLS, () -> List.of(endpoint), TIMEOUT);
            load.await(500_000_000L);
            assertThatCode(load::close).doesNotThrowAnyException();
        }
    }

    @Test
    void who_comes_back_is_found_at_once_and_not_after_a_back_off() throws IOException {
        Endpoint endpoint = serve(i -> new Reply(Duration.ZERO, null));
        int port = server.getPort();
        AtomicReference<List<Endpoint>> ready = new AtomicReference<>(List.of(endpoint));
        try (Load load = Load.start(Schedule.constant(50, Duration.ofSeconds(4)), CALLS, ready::get, TIMEOUT)) {
            load.await(1_000_000_000L);
            server.shutdownNow();
            await().until(server::isTerminated);
            load.await(2_000_000_000L);
            server = listen(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), i -> new Reply(Duration.ZERO, null));
            long back = load.now();
            List<Sample> samples = load.settled(back + 200_000_000L, Long.MAX_VALUE);
            assertThat(samples).hasSizeGreaterThan(50).allMatch(Sample::answered);
            ready.set(List.of());
        }
    }

    private List<Sample> run(int rate, int seconds, Endpoint endpoint, Duration timeout) {
        return Load.run(Schedule.constant(rate, Duration.ofSeconds(seconds)), CALLS, () -> List.of(endpoint), timeout);
    }

    private Endpoint serve(IntFunction<Reply> table) throws IOException {
        server = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), table);
        return new Endpoint.Tcp("table-0", "127.0.0.1", server.getPort());
    }

    private Server listen(SocketAddress address, IntFunction<Reply> table) throws IOException {
        var method = GrpcRequest.method(METHOD);
        var service = ServerServiceDefinition.builder("test.Table")
                .addMethod(method, ServerCalls.asyncUnaryCall((message, answer) -> reply(message, answer, table)))
                .build();
        boolean unix = address instanceof UnixDomainSocketAddress;
        return NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .channelType(unix ? NioServerDomainSocketChannel.class : NioServerSocketChannel.class)
                .directExecutor()
                .maxConcurrentCallsPerConnection(128)
                .addService(service)
                .build()
                .start();
    }

    private void reply(byte[] message, StreamObserver<byte[]> answer, IntFunction<Reply> table) {
        Reply reply = table.apply(asked.getAndIncrement());
        clock.schedule(
                () -> {
                    if (reply.status() != null) {
                        answer.onError(reply.status().asRuntimeException(new Metadata()));
                        return;
                    }
                    answer.onNext(message);
                    answer.onCompleted();
                },
                reply.delay().toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private static Call call(String text) {
        return Call.grpc(METHOD, new Call.Message() {
            @Override
            public byte[] bytes() {
                return text.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public String text(byte[] answer) {
                return "answer to " + new String(answer, StandardCharsets.UTF_8);
            }
        });
    }
}
