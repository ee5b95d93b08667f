package academy.ascent.reference.grpc;

import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.grpc.wire.ModelInferResponse;
import academy.ascent.reference.grpc.wire.ModelMetadataRequest;
import academy.ascent.reference.grpc.wire.ModelMetadataResponse;
import academy.ascent.reference.grpc.wire.ModelReadyRequest;
import academy.ascent.reference.grpc.wire.ModelReadyResponse;
import academy.ascent.reference.grpc.wire.ModelStreamInferResponse;
import academy.ascent.reference.grpc.wire.RepositoryIndexRequest;
import academy.ascent.reference.grpc.wire.RepositoryIndexResponse;
import academy.ascent.reference.grpc.wire.RepositoryModelLoadRequest;
import academy.ascent.reference.grpc.wire.RepositoryModelLoadResponse;
import academy.ascent.reference.grpc.wire.RepositoryModelUnloadRequest;
import academy.ascent.reference.grpc.wire.RepositoryModelUnloadResponse;
import academy.ascent.reference.grpc.wire.ServerLiveRequest;
import academy.ascent.reference.grpc.wire.ServerLiveResponse;
import academy.ascent.reference.grpc.wire.ServerMetadataRequest;
import academy.ascent.reference.grpc.wire.ServerMetadataResponse;
import academy.ascent.reference.grpc.wire.ServerReadyRequest;
import academy.ascent.reference.grpc.wire.ServerReadyResponse;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.protocol.ModelRepository;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.UnknownModel;
import academy.ascent.reference.tracing.CurrentTrace;
import academy.ascent.reference.tracing.Trace;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Answers the calls of {@code inference.GRPCInferenceService}. */
final class InferenceCalls extends GRPCInferenceServiceImplBase {
    private static final int OK = 200;

    private final ModelRepository repository;
    private final Metrics metrics;
    private final Failures failures;
    private final Set<InferenceStream> streams = ConcurrentHashMap.newKeySet();
    private volatile Predictors predictors;
    private volatile boolean draining;
    private volatile boolean ending;

    InferenceCalls(Predictors predictors, ModelRepository repository, Metrics metrics, Failures failures) {
        this.predictors = predictors;
        this.repository = repository;
        this.metrics = metrics;
        this.failures = failures;
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> client) {
        answer(client, () -> ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> client) {
        answer(
                client,
                () -> ServerReadyResponse.newBuilder().setReady(isReady()).build());
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> client) {
        answer(
                client,
                () -> ModelReadyResponse.newBuilder()
                        .setReady(find(request.getName(), request.getVersion()).isReady() && isReady())
                        .build());
    }

    @Override
    public void serverMetadata(ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> client) {
        answer(
                client,
                () -> ServerMetadataResponse.newBuilder()
                        .setName(GrpcServer.NAME)
                        .setVersion(GrpcServer.VERSION)
                        .addExtensions("model_repository")
                        .build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> client) {
        answer(
                client,
                () -> Descriptions.of(
                        find(request.getName(), request.getVersion()).metadata()));
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> client) {
        dropIfCancelled(client);
        infer(request).whenComplete((response, failure) -> {
            if (failure == null) {
                client.onNext(response);
                client.onCompleted();
            } else {
                client.onError(failures.status(failure));
            }
        });
    }

    @Override
    public StreamObserver<ModelInferRequest> modelStreamInfer(StreamObserver<ModelStreamInferResponse> client) {
        InferenceStream stream = new InferenceStream(
                (ServerCallStreamObserver<ModelStreamInferResponse>) client, this::inferInStream, streams::remove);
        streams.add(stream);
        if (ending) {
            stream.end();
        }
        return stream;
    }

    void serve(Predictors wanted) {
        predictors = wanted;
    }

    /** Says from now on that nothing is ready. */
    void drain() {
        draining = true;
    }

    private boolean isReady() {
        return !draining;
    }

    int openStreams() {
        return streams.size();
    }

    /** Ends every stream once all of its requests are answered, and those that begin from now on. */
    void endStreams() {
        ending = true;
        streams.forEach(InferenceStream::end);
    }

    @Override
    public void repositoryIndex(RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> client) {
        answer(client, () -> Descriptions.of(repository.index(request.getReady())));
    }

    @Override
    public void repositoryModelLoad(
            RepositoryModelLoadRequest request, StreamObserver<RepositoryModelLoadResponse> client) {
        answerFromOwnThread(client, () -> {
            if (request.getParametersCount() > 0) {
                throw new RejectedRequest(
                        "model \"" + request.getModelName() + "\" cannot be loaded with the parameters "
                                + request.getParametersMap().keySet()
                                + ": this server loads what its serving.yaml declares; load it without parameters");
            }
            repository.load(request.getModelName());
            return RepositoryModelLoadResponse.getDefaultInstance();
        });
    }

    @Override
    public void repositoryModelUnload(
            RepositoryModelUnloadRequest request, StreamObserver<RepositoryModelUnloadResponse> client) {
        answerFromOwnThread(client, () -> {
            repository.unload(request.getModelName());
            return RepositoryModelUnloadResponse.getDefaultInstance();
        });
    }

    private CompletableFuture<ModelInferResponse> infer(ModelInferRequest message) {
        long start = System.nanoTime();
        String name = message.getModelName();
        Predictor predictor;
        try {
            predictor = find(name, message.getModelVersion());
        } catch (UnknownModel e) {
            return CompletableFuture.failedFuture(e);
        }
        metrics.inFlight().incrementAndGet();
        Trace trace = CurrentTrace.get();
        return infer(predictor, message).whenComplete((response, failure) -> {
            if (trace != null) {
                trace.note("ascent.model", name);
                trace.note("ascent.version", response == null ? predictor.version() : response.getModelVersion());
            }
            metrics.inFlight().decrementAndGet();
            metrics.requests(name, predictor.version())
                    .answered(failure == null ? OK : Failures.httpStatus(failure), System.nanoTime() - start);
        });
    }

    private static CompletableFuture<ModelInferResponse> infer(Predictor predictor, ModelInferRequest message) {
        boolean raw = message.getRawInputContentsCount() > 0;
        try {
            return predictor
                    .infer(InferRequests.read(message))
                    .thenApply(response -> InferResponses.message(response, raw));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<ModelStreamInferResponse> inferInStream(ModelInferRequest message) {
        Trace call = CurrentTrace.get();
        if (call == null) {
            return streamed(message);
        }
        Trace trace = call.begin("message");
        return CurrentTrace.call(trace, () -> streamed(message))
                .whenComplete((answer, _) -> trace.end(!answer.getErrorMessage().isEmpty()));
    }

    private CompletableFuture<ModelStreamInferResponse> streamed(ModelInferRequest message) {
        return infer(message).handle((response, failure) -> {
            ModelStreamInferResponse.Builder answer = ModelStreamInferResponse.newBuilder();
            if (failure == null) {
                return answer.setInferResponse(response).build();
            }
            String reason = failures.status(failure).getStatus().getDescription();
            return answer.setErrorMessage(String.valueOf(reason))
                    .setInferResponse(ModelInferResponse.newBuilder().setId(message.getId()))
                    .build();
        });
    }

    private Predictor find(String name, String version) {
        return predictors.find(name, version.isEmpty() ? null : version);
    }

    private <A> void answer(StreamObserver<A> client, Supplier<A> call) {
        dropIfCancelled(client);
        send(client, call);
    }

    private <A> void answerFromOwnThread(StreamObserver<A> client, Supplier<A> call) {
        dropIfCancelled(client);
        Thread.ofVirtual().name("repository").start(() -> send(client, call));
    }

    private <A> void send(StreamObserver<A> client, Supplier<A> call) {
        A answer;
        try {
            answer = call.get();
        } catch (RuntimeException | Error e) {
            client.onError(failures.status(e));
            return;
        }
        client.onNext(answer);
        client.onCompleted();
    }

    /** With such a handler an answer to a call that its client has cancelled is dropped; without, sending it throws. */
    private static void dropIfCancelled(StreamObserver<?> client) {
        ((ServerCallStreamObserver<?>) client).setOnCancelHandler(() -> {});
    }
}
