package academy.ascent.reference.grpc;

import static academy.ascent.reference.grpc.Messages.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc;
import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.grpc.wire.ModelStreamInferResponse;
import academy.ascent.reference.grpc.wire.ServerMetadataRequest;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class GrpcReceiveLimitTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final HeldModel model = new HeldModel();

    @Test
    void aCallWithoutARequestEnds() throws Exception {
        for (MethodDescriptor<?, ?> method : List.of(
                GRPCInferenceServiceGrpc.getServerLiveMethod(),
                GRPCInferenceServiceGrpc.getModelInferMethod(),
                GRPCInferenceServiceGrpc.getModelStreamInferMethod())) {
            try (RunningServer server = given(SHORT)) {
                thenTooLate(open(server, method).answers());
                await().untilAsserted(() -> assertThat(server.openCalls()).isZero());
                assertThat(server.openStreams()).isZero();
            }
        }
    }

    @Test
    void aCallWhoseClientNeverEndsItsRequestEnds() throws Exception {
        try (RunningServer server = given(SHORT)) {
            Call<ModelInferRequest> call = open(server, GRPCInferenceServiceGrpc.getModelInferMethod());
            call.requests().onNext(floats(1).setId("0").build());
            thenTooLate(call.answers());
            assertThat(model.arrived()).isZero();
            await().untilAsserted(() -> assertThat(server.openCalls()).isZero());
        }
    }

    @Test
    void aRequestThatCameMayTakeItsTimeAndSoMayAStreamThatBegan() throws Exception {
        try (RunningServer server = given(SHORT)) {
            Call<ModelInferRequest> call = open(server, GRPCInferenceServiceGrpc.getModelInferMethod());
            call.requests().onNext(floats(1).setId("0").build());
            call.requests().onCompleted();
            Answers<ModelStreamInferResponse> streamed = new Answers<>();
            StreamObserver<ModelInferRequest> stream =
                    server.asynchronousClient().modelStreamInfer(streamed);
            stream.onNext(floats(1).setId("1").build());
            await().until(() -> model.arrived() == 2);
            Thread.sleep(SHORT.multipliedBy(3));
            model.answer("0");
            model.answer("1");
            stream.onCompleted();

            call.answers().end().join();
            streamed.end().join();
            assertThat(call.answers().received()).hasSize(1);
            assertThat(streamed.received()).hasSize(1);
        }
    }

    @Test
    void callsThatAskForHealthShutNobodyOut() throws Exception {
        try (RunningServer server = given(Duration.ofSeconds(20))) {
            for (int i = 0; i < 2 * RunningServer.LIMITS.calls(); i++) {
                var _ = open(server, GRPCInferenceServiceGrpc.getServerLiveMethod());
                var _ = open(server, GRPCInferenceServiceGrpc.getServerReadyMethod());
            }
            assertThat(server.client()
                            .serverMetadata(ServerMetadataRequest.getDefaultInstance())
                            .getName())
                    .isEqualTo("ascent-reference-stack");
        }
    }

    private record Call<Q>(StreamObserver<Q> requests, Answers<Object> answers) {}

    private RunningServer given(Duration receive) throws IOException {
        return RunningServer.of(
                model.models(),
                new GrpcLimits(1 << 16, 8, 1, receive, Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(5)));
    }

    /** Sends a call's head, and of its request what the test says: a stream to the client, whatever the server has. */
    @SuppressWarnings("unchecked")
    private static <Q> Call<Q> open(RunningServer server, MethodDescriptor<Q, ?> method) {
        MethodDescriptor<Q, Object> stream = ((MethodDescriptor<Q, Object>) method)
                .toBuilder().setType(MethodDescriptor.MethodType.BIDI_STREAMING).build();
        Answers<Object> answers = new Answers<>();
        return new Call<>(
                ClientCalls.asyncBidiStreamingCall(server.channel().newCall(stream, CallOptions.DEFAULT), answers),
                answers);
    }

    private static void thenTooLate(Answers<Object> answers) {
        CompletionException failure = catchThrowableOfType(
                CompletionException.class, () -> answers.end().join());
        Status status = Status.fromThrowable(failure);
        assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(status.getDescription()).contains("0.3 s");
    }
}
