package academy.ascent.reference.grpc;

import static academy.ascent.reference.grpc.Messages.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc;
import academy.ascent.reference.grpc.wire.ModelInferResponse;
import academy.ascent.reference.grpc.wire.ServerLiveRequest;
import academy.ascent.reference.grpc.wire.ServerMetadataRequest;
import academy.ascent.reference.grpc.wire.ServerReadyRequest;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GrpcBoundsTest {
    private final HeldModel model = new HeldModel();

    @Test
    void aMessageAboveTheLimitIsRefusedAndTheConnectionLivesOn() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo())) {
            float[] tooMany = new float[RunningServer.LIMITS.messageBytes() / Float.BYTES];
            assertThat(status(() -> server.client().modelInfer(floats(tooMany).build())))
                    .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(server.client().modelInfer(floats(1).build()).getOutputsCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void callsAboveTheLimitAreRefusedUntilOneIsAnswered() throws Exception {
        try (RunningServer server = RunningServer.of(model.models())) {
            List<ListenableFuture<ModelInferResponse>> waiting = new ArrayList<>();
            for (int i = 0; i < RunningServer.LIMITS.calls(); i++) {
                waiting.add(ask(server, Integer.toString(i)));
            }
            await().until(() -> model.arrived() == RunningServer.LIMITS.calls());
            assertThat(status(() -> server.client().serverMetadata(ServerMetadataRequest.getDefaultInstance())))
                    .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(server.client()
                            .serverLive(ServerLiveRequest.getDefaultInstance())
                            .getLive())
                    .isTrue();

            model.answer("0");
            assertThat(waiting.getFirst().get(20, TimeUnit.SECONDS).getId()).isEqualTo("0");
            await().until(() -> server.openCalls() < RunningServer.LIMITS.calls());
            assertThat(server.client()
                            .serverMetadata(ServerMetadataRequest.getDefaultInstance())
                            .getName())
                    .isEqualTo("ascent-reference-stack");
        }
    }

    @Test
    void theAnswerToACancelledCallIsDropped() throws Exception {
        try (RunningServer server = RunningServer.of(model.models())) {
            ListenableFuture<ModelInferResponse> call = ask(server, "0");
            await().until(() -> model.arrived() == 1);
            call.cancel(true);
            await().until(() -> server.openCalls() == 0);
            model.answer("0");

            assertThat(server.log()).doesNotContain("broken");
            assertThat(server.metrics().inFlight()).hasValue(0);
            assertThat(server.client()
                            .serverLive(ServerLiveRequest.getDefaultInstance())
                            .getLive())
                    .isTrue();
        }
    }

    @Test
    void aCallEndsAtItsDeadline() throws Exception {
        try (RunningServer server = RunningServer.of(model.models())) {
            assertThat(status(() -> server.client()
                            .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                            .modelInfer(floats(1).setId("0").build())))
                    .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            await().until(() -> server.openCalls() == 0);
        }
    }

    @Test
    void bytesThatAreNoMessageAreRefusedAndTheConnectionLivesOn() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo())) {
            for (byte[] garbage : new byte[][] {{-1, -1, -1}, {0x0a, 0x7f}, {0x0a, 1, -1}, {0x2a, 2, 0x0a, 9}}) {
                StatusRuntimeException failure = catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> ClientCalls.blockingUnaryCall(
                                server.channel(),
                                anyBytes(),
                                CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                                garbage));
                assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                assertThat(failure.getStatus().getDescription())
                        .contains("not the request message of inference.GRPCInferenceService/ModelInfer");
            }
            await().until(() -> server.openCalls() == 0);
            assertThat(server.client().modelInfer(floats(1).build()).getOutputsCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void anErrorIsAnsweredAndNothingIsTakenForInFlight() throws Exception {
        FakeModels broken = new FakeModels(_ -> {
            throw new OutOfMemoryError("Cannot reserve 4194304 bytes of direct buffer memory");
        });
        try (RunningServer server = RunningServer.of(broken)) {
            assertThat(status(() -> server.client().modelInfer(floats(1).build())))
                    .isEqualTo(Status.Code.INTERNAL);
            assertThat(server.metrics().inFlight()).hasValue(0);
            await().until(() -> server.openCalls() == 0);
        }
    }

    @Test
    void aMethodThatIsNotServedIsUnimplemented() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo())) {
            MethodDescriptor<byte[], byte[]> method = anyBytes().toBuilder()
                    .setFullMethodName("inference.GRPCInferenceService/ModelConfig")
                    .build();
            assertThat(status(() ->
                            ClientCalls.blockingUnaryCall(server.channel(), method, CallOptions.DEFAULT, new byte[0])))
                    .isEqualTo(Status.Code.UNIMPLEMENTED);
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws Exception {
        GrpcLimits impatient = new GrpcLimits(
                1 << 16, 8, 1, Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ZERO, Duration.ofSeconds(5));
        try (RunningServer server = RunningServer.of(FakeModels.echo(), impatient);
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // The server's own settings come first, then its farewell.
            }
        }
    }

    @Test
    void aDrainAnswersWhatIsInFlightAndSaysMeanwhileThatNothingIsReady() throws Exception {
        GrpcLimits slow = new GrpcLimits(
                1 << 16,
                8,
                1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMillis(1500),
                Duration.ofSeconds(10));
        try (RunningServer server = RunningServer.of(model.models(), slow)) {
            List<ListenableFuture<ModelInferResponse>> calls = IntStream.range(0, 4)
                    .mapToObj(i -> ask(server, Integer.toString(i)))
                    .toList();
            await().until(() -> model.arrived() == 4);
            Thread drain = Thread.ofVirtual().start(server::drainNow);
            await().until(() -> !server.client()
                    .serverReady(ServerReadyRequest.getDefaultInstance())
                    .getReady());
            ListenableFuture<ModelInferResponse> late = ask(server, "late");
            await().until(() -> model.arrived() == 5);
            assertThat(drain.join(Duration.ofMillis(1700))).isFalse();
            for (String id : List.of("0", "1", "2", "3", "late")) {
                model.answer(id);
            }

            for (ListenableFuture<ModelInferResponse> call : calls) {
                assertThat(call.get(20, TimeUnit.SECONDS).getOutputsCount()).isEqualTo(1);
            }
            assertThat(late.get(20, TimeUnit.SECONDS).getId()).isEqualTo("late");
            assertThat(drain.join(Duration.ofSeconds(10))).isTrue();
            assertThat(status(() -> server.client().serverLive(ServerLiveRequest.getDefaultInstance())))
                    .isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void aDrainThatTakesTooLongEndsTheCallsThatAreLeft() throws Exception {
        GrpcLimits hasty = new GrpcLimits(
                1 << 16, 8, 1, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ZERO, Duration.ofMillis(100));
        try (RunningServer server = RunningServer.of(model.models(), hasty)) {
            ListenableFuture<ModelInferResponse> call = ask(server, "0");
            await().until(() -> model.arrived() == 1);
            server.drain();

            ExecutionException failure =
                    catchThrowableOfType(ExecutionException.class, () -> call.get(20, TimeUnit.SECONDS));
            assertThat(Status.fromThrowable(failure).getCode()).isIn(Status.Code.CANCELLED, Status.Code.UNAVAILABLE);
        }
    }

    private static ListenableFuture<ModelInferResponse> ask(RunningServer server, String id) {
        return GRPCInferenceServiceGrpc.newFutureStub(server.channel())
                .modelInfer(floats(1).setId(id).build());
    }

    private static Status.Code status(ThrowingCallable call) {
        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(failure).isNotNull();
        return failure.getStatus().getCode();
    }

    private static MethodDescriptor<byte[], byte[]> anyBytes() {
        MethodDescriptor.Marshaller<byte[]> asTheyAre = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] bytes) {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public byte[] parse(InputStream stream) {
                try {
                    return stream.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        return MethodDescriptor.newBuilder(asTheyAre, asTheyAre)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("inference.GRPCInferenceService/ModelInfer")
                .build();
    }
}
