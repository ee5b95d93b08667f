package academy.ascent.reference.grpc;

import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.ModelRepository;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.TensorMetadata;
import academy.ascent.reference.protocol.UnknownModel;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One model, {@code echo}, in versions 1 and 2, which does what the test wants. */
final class FakeModels implements Predictors, ModelRepository {
    private final Function<InferRequest, CompletableFuture<InferResponse>> inference;
    private final Set<String> loaded = new ConcurrentSkipListSet<>(List.of("echo"));

    FakeModels(Function<InferRequest, CompletableFuture<InferResponse>> inference) {
        this.inference = inference;
    }

    /** Answers the inputs. */
    static FakeModels echo() {
        return new FakeModels(request -> CompletableFuture.completedFuture(echoed(request)));
    }

    static FakeModels failing(RuntimeException failure) {
        return new FakeModels(_ -> CompletableFuture.failedFuture(failure));
    }

    static InferResponse echoed(InferRequest request) {
        return new InferResponse("echo", "2", request.id(), request.parameters(), request.inputs());
    }

    @Override
    public Predictor find(String name, @Nullable String version) {
        if (!loaded.contains(name)) {
            throw new UnknownModel("unknown model \"" + name + "\"; this server has " + names());
        }
        if (version != null && !versions(name).contains(version)) {
            throw new UnknownModel("model \"" + name + "\" has no version \"" + version + "\"");
        }
        return new Echo(version == null ? "2" : version);
    }

    @Override
    public List<String> names() {
        return List.copyOf(new TreeSet<>(loaded));
    }

    @Override
    public List<String> versions(String name) {
        return List.of("1", "2");
    }

    @Override
    public List<ModelState> index(boolean readyOnly) {
        List<ModelState> states = List.of(
                new ModelState("echo", "2", loaded.contains("echo") ? "READY" : "UNAVAILABLE", ""),
                new ModelState("late", "1", loaded.contains("late") ? "READY" : "UNAVAILABLE", "not loaded yet"));
        return states.stream()
                .filter(state -> !readyOnly || state.state().equals("READY"))
                .toList();
    }

    @Override
    public void load(String name) {
        if (name.equals("broken")) {
            throw new RejectedRequest("model \"broken\" does not load: it is not ONNX");
        }
        loaded.add(name);
    }

    @Override
    public void unload(String name) {
        if (!loaded.remove(name)) {
            throw new UnknownModel("unknown model \"" + name + "\"");
        }
    }

    private final class Echo implements Predictor {
        private final String version;

        Echo(String version) {
            this.version = version;
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public ModelMetadata metadata() {
            TensorMetadata tensor = new TensorMetadata("x", Datatype.FP32, new long[] {-1, 2}, List.of());
            return new ModelMetadata("echo", List.of("1", "2"), "onnxruntime_onnx", List.of(tensor), List.of(tensor));
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public CompletableFuture<InferResponse> infer(InferRequest request) {
            return inference.apply(request);
        }
    }
}
