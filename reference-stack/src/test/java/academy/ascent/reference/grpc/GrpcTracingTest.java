package academy.ascent.reference.grpc;

import static academy.ascent.reference.grpc.Messages.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.reference.config.TracingConfig;
import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc;
import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.grpc.wire.ModelStreamInferResponse;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.tracing.Collector;
import academy.ascent.reference.tracing.Collector.ReceivedSpan;
import academy.ascent.reference.tracing.CurrentTrace;
import academy.ascent.reference.tracing.OtlpTracing;
import academy.ascent.reference.tracing.Trace;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrpcTracingTest {
    private static final String SERVICE = "inference.GRPCInferenceService";
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + ID + "-b7ad6b7169203331-01";
    private static final Metadata.Key<String> TRACE_RESPONSE =
            Metadata.Key.of("traceresponse", Metadata.ASCII_STRING_MARSHALLER);

    private Collector collector;
    private OtlpTracing tracing;

    @BeforeEach
    void givenACollector() throws Exception {
        collector = new Collector();
        tracing = OtlpTracing.start(new TracingConfig(collector.endpoint(), 0, "test"));
    }

    @AfterEach
    void end() {
        tracing.close();
        collector.close();
    }

    @Test
    void aCallIsASpanOfItsCallersTrace() throws Exception {
        try (RunningServer server =
                RunningServer.of(new FakeModels(GrpcTracingTest::worked)).traceTo(tracing)) {
            AtomicReference<Metadata> answered = new AtomicReference<>();
            server.client()
                    .withInterceptors(
                            parent(PARENT),
                            MetadataUtils.newCaptureMetadataInterceptor(answered, new AtomicReference<>()))
                    .modelInfer(floats(1).build());
            tracing.close();

            ReceivedSpan call = collector.span(SERVICE + "/ModelInfer");
            assertThat(call)
                    .returns(ID, ReceivedSpan::trace)
                    .returns("b7ad6b7169203331", ReceivedSpan::parent)
                    .returns(false, ReceivedSpan::failed);
            assertThat(call.attributes())
                    .containsEntry("rpc.system", "grpc")
                    .containsEntry("rpc.service", SERVICE)
                    .containsEntry("rpc.method", "ModelInfer")
                    .containsEntry("rpc.grpc.status_code", "0")
                    .containsEntry("ascent.model", "echo")
                    .containsEntry("ascent.version", "2");
            assertThat(collector.span("inference").parent()).isEqualTo(call.id());
            assertThat(answered.get().get(TRACE_RESPONSE)).isEqualTo("00-" + ID + "-" + call.id() + "-01");
            assertThat(server.log()).contains("\"trace\":\"" + ID + "\"");
        }
    }

    @Test
    void eachMessageOfAStreamIsASpanBelowTheCalls() throws Exception {
        try (RunningServer server =
                RunningServer.of(new FakeModels(GrpcTracingTest::worked)).traceTo(tracing)) {
            Iterator<ModelStreamInferResponse> answers = ClientCalls.blockingServerStreamingCall(
                    io.grpc.ClientInterceptors.intercept(server.channel(), parent(PARENT)),
                    GRPCInferenceServiceGrpc.getModelStreamInferMethod(),
                    CallOptions.DEFAULT,
                    floats(1).build());
            assertThat(answers).toIterable().hasSize(1);
            tracing.close();

            ReceivedSpan message = collector.span("message");
            assertThat(message)
                    .returns(collector.span(SERVICE + "/ModelStreamInfer").id(), ReceivedSpan::parent)
                    .satisfies(span -> assertThat(span.attributes()).containsEntry("ascent.model", "echo"));
            assertThat(collector.span("inference").parent()).isEqualTo(message.id());
        }
    }

    @Test
    void aFailureOfTheServerIsOneOfItsSpanAndAClientsIsNone() throws Exception {
        InferenceFailed failure = new InferenceFailed("it broke", new IllegalStateException());
        try (RunningServer server =
                RunningServer.of(FakeModels.failing(failure)).traceTo(tracing)) {
            for (ModelInferRequest request :
                    List.of(floats(1).build(), floats(1).setModelName("none").build())) {
                assertThatThrownBy(() ->
                                server.client().withInterceptors(parent(PARENT)).modelInfer(request))
                        .isInstanceOf(StatusRuntimeException.class);
            }
            tracing.close();

            assertThat(collector.spans())
                    .extracting(span -> span.attributes().get("rpc.grpc.status_code") + " " + span.failed())
                    .containsExactly("13 true", "5 false");
        }
    }

    @Test
    void whatIsNotSampledOrNotTracedLeavesNoSpan() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo()).traceTo(tracing)) {
            server.client().modelInfer(floats(1).build());
            server.traceTo(null);
            server.client()
                    .withInterceptors(parent(PARENT))
                    .modelInfer(floats(1).build());
        }
        tracing.close();

        assertThat(collector.spans()).isEmpty();
    }

    private static CompletableFuture<InferResponse> worked(InferRequest request) {
        Trace trace = CurrentTrace.get();
        assertThat(trace).isNotNull();
        trace.span("inference", 1, 2, null);
        return CompletableFuture.completedFuture(FakeModels.echoed(request));
    }

    private static io.grpc.ClientInterceptor parent(String header) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), header);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }
}
