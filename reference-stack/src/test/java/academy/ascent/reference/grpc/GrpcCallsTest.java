package academy.ascent.reference.grpc;

import static academy.ascent.reference.grpc.Messages.floats;
import static academy.ascent.reference.grpc.Messages.input;
import static academy.ascent.reference.grpc.Messages.raw;
import static academy.ascent.reference.grpc.Messages.rawFloats;
import static academy.ascent.reference.grpc.Messages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import academy.ascent.reference.grpc.wire.InferParameter;
import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.grpc.wire.ModelInferRequest.InferRequestedOutputTensor;
import academy.ascent.reference.grpc.wire.ModelInferResponse;
import academy.ascent.reference.grpc.wire.ModelMetadataRequest;
import academy.ascent.reference.grpc.wire.ModelMetadataResponse;
import academy.ascent.reference.grpc.wire.ModelReadyRequest;
import academy.ascent.reference.grpc.wire.ModelRepositoryParameter;
import academy.ascent.reference.grpc.wire.RepositoryIndexRequest;
import academy.ascent.reference.grpc.wire.RepositoryIndexResponse.ModelIndex;
import academy.ascent.reference.grpc.wire.RepositoryModelLoadRequest;
import academy.ascent.reference.grpc.wire.RepositoryModelUnloadRequest;
import academy.ascent.reference.grpc.wire.ServerLiveRequest;
import academy.ascent.reference.grpc.wire.ServerMetadataRequest;
import academy.ascent.reference.grpc.wire.ServerMetadataResponse;
import academy.ascent.reference.grpc.wire.ServerReadyRequest;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.RequestedOutput;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GrpcCallsTest {
    @Test
    void theServerIsLiveAndReady() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo())) {
            assertThat(server.client()
                            .serverLive(ServerLiveRequest.getDefaultInstance())
                            .getLive())
                    .isTrue();
            assertThat(server.client()
                            .serverReady(ServerReadyRequest.getDefaultInstance())
                            .getReady())
                    .isTrue();
        }
    }

    @Test
    void aModelIsReadyByNameAndByVersionAndAnUnknownOneIsNotFound() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo())) {
            assertThat(server.client().modelReady(ready("echo", "")).getReady()).isTrue();
            assertThat(server.client().modelReady(ready("echo", "1")).getReady())
                    .isTrue();
            thenFails(() -> server.client().modelReady(ready("nobody", "")), Status.Code.NOT_FOUND)
                    .isEqualTo("unknown model \"nobody\"; this server has [echo]");
            thenFails(() -> server.client().modelReady(ready("echo", "7")), Status.Code.NOT_FOUND)
                    .contains("no version \"7\"");
        }
    }

    @Test
    void theServerAndItsModelsDescribeThemselves() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo())) {
            ServerMetadataResponse described =
                    server.client().serverMetadata(ServerMetadataRequest.getDefaultInstance());
            assertThat(described.getName()).isEqualTo("ascent-reference-stack");
            assertThat(described.getVersion()).isEqualTo("0.1.0");
            assertThat(described.getExtensionsList()).containsExactly("model_repository");

            ModelMetadataResponse model = server.client()
                    .modelMetadata(
                            ModelMetadataRequest.newBuilder().setName("echo").build());
            assertThat(model.getName()).isEqualTo("echo");
            assertThat(model.getVersionsList()).containsExactly("1", "2");
            assertThat(model.getPlatform()).isEqualTo("onnxruntime_onnx");
            assertThat(model.getInputs(0).getName()).isEqualTo("x");
            assertThat(model.getInputs(0).getDatatype()).isEqualTo("FP32");
            assertThat(model.getInputs(0).getShapeList()).containsExactly(-1L, 2L);
            assertThat(model.getOutputsCount()).isEqualTo(1);
            thenFails(
                    () -> server.client()
                            .modelMetadata(ModelMetadataRequest.newBuilder()
                                    .setName("nobody")
                                    .build()),
                    Status.Code.NOT_FOUND);
        }
    }

    @Test
    void typedContentsAreAnsweredAsTypedContents() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo())) {
            ModelInferResponse answer =
                    server.client().modelInfer(floats(1.5f, -2).setId("seven").build());

            assertThat(answer.getModelName()).isEqualTo("echo");
            assertThat(answer.getModelVersion()).isEqualTo("2");
            assertThat(answer.getId()).isEqualTo("seven");
            assertThat(answer.getRawOutputContentsCount()).isZero();
            assertThat(answer.getOutputs(0).getName()).isEqualTo("x");
            assertThat(answer.getOutputs(0).getDatatype()).isEqualTo("FP32");
            assertThat(answer.getOutputs(0).getShapeList()).containsExactly(1L, 2L);
            assertThat(answer.getOutputs(0).getContents().getFp32ContentsList()).containsExactly(1.5f, -2f);
        }
    }

    @Test
    void rawContentsAreAnsweredAsRawContents() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo())) {
            ModelInferResponse answer =
                    server.client().modelInfer(rawFloats(1.5f, Float.NaN).build());

            assertThat(answer.getRawOutputContentsList()).containsExactly(raw(1.5f, Float.NaN));
            assertThat(answer.getOutputs(0).hasContents()).isFalse();
        }
    }

    @Test
    void parametersVersionAndWantedOutputsReachTheModelAndParametersComeBack() throws Exception {
        AtomicReference<InferRequest> seen = new AtomicReference<>();
        FakeModels models = new FakeModels(request -> {
            seen.set(request);
            return CompletableFuture.completedFuture(FakeModels.echoed(request));
        });
        try (RunningServer server = RunningServer.of(models)) {
            ModelInferRequest request = floats(1)
                    .setModelVersion("1")
                    .putParameters(
                            "region",
                            InferParameter.newBuilder().setStringParam("eu").build())
                    .putParameters(
                            "level",
                            InferParameter.newBuilder().setInt64Param(3).build())
                    .putParameters(
                            "weight",
                            InferParameter.newBuilder().setDoubleParam(0.5).build())
                    .putParameters(
                            "paid",
                            InferParameter.newBuilder().setBoolParam(true).build())
                    .putParameters("unset", InferParameter.getDefaultInstance())
                    .putParameters(
                            "user",
                            InferParameter.newBuilder().setUint64Param(9).build())
                    .addOutputs(InferRequestedOutputTensor.newBuilder()
                            .setName("x")
                            .putParameters(
                                    "classification",
                                    InferParameter.newBuilder().setInt64Param(2).build()))
                    .build();

            ModelInferResponse answer = server.client().modelInfer(request);

            assertThat(seen.get().parameters())
                    .isEqualTo(Map.of("region", "eu", "level", 3L, "weight", 0.5, "paid", true, "user", 9L));
            assertThat(seen.get().outputs()).containsExactly(new RequestedOutput("x", Map.of("classification", 2L)));
            assertThat(answer.getParametersMap().get("region").getStringParam()).isEqualTo("eu");
            assertThat(answer.getParametersMap().get("weight").getDoubleParam()).isEqualTo(0.5);
            assertThat(answer.getParametersMap().get("level").getInt64Param()).isEqualTo(3);
            assertThat(answer.getParametersMap().get("paid").getBoolParam()).isTrue();
        }
    }

    @Test
    void whateverGoesWrongHasItsStatusAndTheWordsOfHttp() throws Exception {
        thenInferenceFails(new RejectedRequest("input \"x\" is wrong"), Status.Code.INVALID_ARGUMENT)
                .isEqualTo("input \"x\" is wrong");
        thenInferenceFails(new InferenceFailed("the model failed: 7", new IOException()), Status.Code.INTERNAL)
                .isEqualTo("the model failed: 7");
        thenInferenceFails(new IllegalStateException("secret"), Status.Code.INTERNAL)
                .isEqualTo("the server broke on this request");
        thenInferenceFails(new Overloaded("too many requests wait", Duration.ofSeconds(2)), Status.Code.UNAVAILABLE)
                .isEqualTo("too many requests wait");
    }

    @Test
    void anOverloadedServerTellsWhenToComeAgain() throws Exception {
        FakeModels models = FakeModels.failing(new Overloaded("too many requests wait", Duration.ofSeconds(2)));
        try (RunningServer server = RunningServer.of(models)) {
            StatusRuntimeException failure = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> server.client().modelInfer(floats(1).build()));

            assertThat(failure.getTrailers().get(Failures.RETRY_AFTER_MILLIS)).isEqualTo("2000");
        }
    }

    @Test
    void onlyWhatTheServerItselfBrokeOnIsLoggedAsBroken() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.failing(new RejectedRequest("no")))) {
            thenFails(() -> server.client().modelInfer(floats(1).build()), Status.Code.INVALID_ARGUMENT);
            assertThat(server.log()).doesNotContain("\"event\":\"broken\"");
        }
        try (RunningServer server = RunningServer.of(FakeModels.failing(new IllegalStateException("secret")))) {
            thenFails(() -> server.client().modelInfer(floats(1).build()), Status.Code.INTERNAL);
            assertThat(server.log()).contains("\"event\":\"broken\"").contains("secret");
        }
    }

    @Test
    void inferencesAreCountedAsOverHttpAndCallsAreLogged() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo())) {
            var _ = server.client().modelInfer(floats(1).build());
            thenInvalid(server, request(input("x", "FP32", 1)));

            assertThat(server.metrics().page())
                    .contains("ascent_infer_requests_total{model=\"echo\",version=\"2\",status=\"200\"} 1")
                    .contains("ascent_infer_requests_total{model=\"echo\",version=\"2\",status=\"400\"} 1")
                    .contains("ascent_infer_requests_in_flight 0");
            assertThat(server.log())
                    .contains("\"path\":\"inference.GRPCInferenceService/ModelInfer\",\"status\":\"OK\"")
                    .contains("\"status\":\"INVALID_ARGUMENT\"");
        }
    }

    @Test
    void requestsThatLieAreInvalidAndTheTensorIsNamed() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo())) {
            thenInvalid(server, ModelInferRequest.newBuilder().setModelName("echo"))
                    .contains("no \"inputs\"");
            thenInvalid(server, request(input("x", "FP32", 1, 3)).addRawInputContents(raw(1, 2)))
                    .isEqualTo("input \"x\" has the shape [1,3] of FP32, which is 12 bytes, but 8 bytes came");
            thenInvalid(server, request(floats(1, 2).getInputs(0).toBuilder().setShape(1, 3)))
                    .isEqualTo("input \"x\" has the shape [1,3] (3 elements), but its contents hold 2 elements");
            thenInvalid(server, floats(1, 2).addRawInputContents(raw(1, 2)))
                    .isEqualTo("input \"x\" has both contents and raw_input_contents; send one of them");
            thenInvalid(
                            server,
                            request(input("x", "FP32", 1), input("y", "FP32", 1))
                                    .addRawInputContents(raw(1)))
                    .isEqualTo("the request has 2 inputs and 1 raw_input_contents; send one for each input, or none"
                            + " at all; input \"y\" has none");
            thenInvalid(server, rawFloats(1).addRawInputContents(raw(1))).contains("1 inputs and 2 raw_input_contents");
            thenInvalid(server, request(floats(1).getInputs(0).toBuilder().setDatatype("INT64")))
                    .isEqualTo("input \"x\" has contents in another field than that of INT64");
            thenInvalid(server, request(floats(1).getInputs(0).toBuilder().setDatatype("FLOAT")))
                    .contains("datatype \"FLOAT\"")
                    .contains("FP32");
            thenInvalid(server, request(input("x", "FP16", 1))).contains("no typed contents; send raw_input_contents");
            thenInvalid(server, request(input("x", "FP32", -1))).contains("input \"x\".shape[0]");
            thenInvalid(server, request(input("x", "FP32", Integer.MAX_VALUE, Integer.MAX_VALUE, 4)))
                    .contains("more elements than the request can hold");
            thenInvalid(server, request(input("", "FP32", 1))).contains("inputs[0] has no \"name\"");
            thenInvalid(server, floats(1).addInputs(floats(1).getInputs(0))).contains("input \"x\" twice");
            thenInvalid(server, floats(1).addOutputs(InferRequestedOutputTensor.getDefaultInstance()))
                    .contains("outputs[0] has no \"name\"");
            thenInvalid(
                            server,
                            floats(1)
                                    .putParameters(
                                            "user",
                                            InferParameter.newBuilder()
                                                    .setUint64Param(-1)
                                                    .build()))
                    .contains("\"parameters\".user is 18446744073709551615");
        }
    }

    @Test
    void theRepositoryTellsItsIndexLoadsAndUnloads() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo())) {
            assertThat(index(server, false))
                    .extracting(
                            ModelIndex::getName, ModelIndex::getVersion, ModelIndex::getState, ModelIndex::getReason)
                    .containsExactly(
                            tuple("echo", "2", "READY", ""), tuple("late", "1", "UNAVAILABLE", "not loaded yet"));

            var _ = server.client().repositoryModelLoad(load("late").build());
            assertThat(index(server, true)).extracting(ModelIndex::getName).containsExactly("echo", "late");

            var _ = server.client()
                    .repositoryModelUnload(RepositoryModelUnloadRequest.newBuilder()
                            .setModelName("echo")
                            // Sent by clients of Triton; nothing here depends on anything.
                            .putParameters(
                                    "unload_dependents",
                                    ModelRepositoryParameter.newBuilder()
                                            .setBoolParam(false)
                                            .build())
                            .build());
            assertThat(index(server, true)).extracting(ModelIndex::getName).containsExactly("late");
            thenFails(() -> server.client().modelInfer(floats(1).build()), Status.Code.NOT_FOUND);
        }
    }

    @Test
    void whatTheRepositoryCannotDoIsSaid() throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.echo())) {
            thenFails(() -> server.client().repositoryModelLoad(load("broken").build()), Status.Code.INVALID_ARGUMENT)
                    .contains("not ONNX");
            thenFails(
                            () -> server.client()
                                    .repositoryModelUnload(RepositoryModelUnloadRequest.newBuilder()
                                            .setModelName("nobody")
                                            .build()),
                            Status.Code.NOT_FOUND)
                    .contains("nobody");
            ModelRepositoryParameter config =
                    ModelRepositoryParameter.newBuilder().setStringParam("{}").build();
            thenFails(
                            () -> server.client()
                                    .repositoryModelLoad(load("late")
                                            .putParameters("config", config)
                                            .build()),
                            Status.Code.INVALID_ARGUMENT)
                    .contains("[config]");
            assertThat(index(server, true)).extracting(ModelIndex::getName).containsExactly("echo");
        }
    }

    private static List<ModelIndex> index(RunningServer server, boolean readyOnly) {
        return server.client()
                .repositoryIndex(
                        RepositoryIndexRequest.newBuilder().setReady(readyOnly).build())
                .getModelsList();
    }

    private static RepositoryModelLoadRequest.Builder load(String name) {
        return RepositoryModelLoadRequest.newBuilder().setModelName(name);
    }

    private static ModelReadyRequest ready(String name, String version) {
        return ModelReadyRequest.newBuilder().setName(name).setVersion(version).build();
    }

    private static AbstractStringAssert<?> thenInferenceFails(RuntimeException failure, Status.Code code)
            throws Exception {
        try (RunningServer server = RunningServer.of(FakeModels.failing(failure))) {
            return thenFails(() -> server.client().modelInfer(floats(1).build()), code);
        }
    }

    private static AbstractStringAssert<?> thenInvalid(RunningServer server, ModelInferRequest.Builder request) {
        return thenFails(() -> server.client().modelInfer(request.build()), Status.Code.INVALID_ARGUMENT);
    }

    private static AbstractStringAssert<?> thenFails(ThrowingCallable call, Status.Code code) {
        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.getStatus().getCode()).isEqualTo(code);
        return assertThat(failure.getStatus().getDescription());
    }
}
