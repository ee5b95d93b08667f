package academy.ascent.reference.grpc;

import academy.ascent.reference.access.Access;
import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc;
import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceStub;
import academy.ascent.reference.log.AccessLog;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.tracing.Tracing;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server on a free port of loopback, and a client of it. */
final class RunningServer implements AutoCloseable {
    static final GrpcLimits LIMITS = new GrpcLimits(
            1 << 16, 8, 1, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(5));

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Metrics metrics = new Metrics();
    private final AccessLog accessLog = new AccessLog(new PrintStream(logged, true, StandardCharsets.UTF_8));
    private @Nullable Access access;
    private volatile @Nullable Tracing tracing;
    private final GrpcServer server;
    private final ManagedChannel channel;
    private boolean drained;

    private RunningServer(FakeModels models, GrpcLimits limits) throws IOException {
        EventLog log = new EventLog(new PrintStream(logged, true, StandardCharsets.UTF_8), InstantSource.system());
        server = GrpcServer.listen(
                "127.0.0.1",
                0,
                limits,
                models,
                models,
                metrics,
                log,
                new CallWatch(() -> access, () -> tracing, accessLog));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
    }

    static RunningServer of(FakeModels models) throws IOException {
        return new RunningServer(models, LIMITS);
    }

    static RunningServer of(FakeModels models, GrpcLimits limits) throws IOException {
        return new RunningServer(models, limits);
    }

    /** Lets only those in from now on. */
    RunningServer admitBy(Access tenants) {
        access = tenants;
        return this;
    }

    /** Traces from now on; nowhere where it is null. */
    RunningServer traceTo(@Nullable Tracing wanted) {
        tracing = wanted;
        return this;
    }

    ManagedChannel channel() {
        return channel;
    }

    int port() {
        return server.port();
    }

    /** A client that waits for each answer, but not for ever. */
    GRPCInferenceServiceBlockingStub client() {
        return GRPCInferenceServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    GRPCInferenceServiceStub asynchronousClient() {
        return GRPCInferenceServiceGrpc.newStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** What was logged, of the answered requests too. */
    String log() {
        accessLog.close();
        return logged.toString(StandardCharsets.UTF_8);
    }

    Metrics metrics() {
        return metrics;
    }

    void drain() throws InterruptedException {
        drained = true;
        server.drain();
    }

    void drainNow() {
        try {
            drain();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many calls the server takes for open. */
    int openCalls() {
        return server.openCalls();
    }

    /** How many streams the server remembers. */
    int openStreams() {
        return server.openStreams();
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow();
        if (!drained) {
            server.drain();
        }
    }
}
