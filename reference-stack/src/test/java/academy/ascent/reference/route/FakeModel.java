package academy.ascent.reference.route;

import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.RequestedOutput;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A model that answers as a test tells it to, and keeps what it was asked. */
public final class FakeModel implements Predictor {
    final String name;
    final String version;
    final List<InferRequest> asked = new ArrayList<>();
    boolean ready = true;
    private final List<Tensor> example;
    private Function<InferRequest, CompletableFuture<InferResponse>> behaviour;

    FakeModel(String name, String version, Tensor... outputs) {
        this.name = name;
        this.version = version;
        this.example = List.of(outputs);
        answers(outputs);
    }

    void answers(Tensor... outputs) {
        behaviour = request -> CompletableFuture.completedFuture(answer(request, outputs));
    }

    void fails(RuntimeException failure) {
        behaviour = _ -> CompletableFuture.failedFuture(failure);
    }

    void fails() {
        fails(new InferenceFailed(name + " is broken", new IllegalStateException("broken")));
    }

    void behaves(Function<InferRequest, CompletableFuture<InferResponse>> like) {
        behaviour = like;
    }

    InferResponse answer(InferRequest request, Tensor... outputs) {
        List<Tensor> wanted = new ArrayList<>(List.of(outputs));
        if (!request.outputs().isEmpty()) {
            List<String> names =
                    request.outputs().stream().map(RequestedOutput::name).toList();
            wanted.removeIf(output -> !names.contains(output.name()));
        }
        return InferResponse.of(name, version, request.id(), wanted);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public ModelMetadata metadata() {
        return new ModelMetadata(
                name,
                List.of(version),
                "fake",
                List.of(new TensorMetadata("x", Datatype.FP32, new long[] {-1, 2}, List.of())),
                example.stream()
                        .map(tensor -> new TensorMetadata(tensor.name(), tensor.datatype(), tensor.shape(), List.of()))
                        .toList());
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public synchronized CompletableFuture<InferResponse> infer(InferRequest request) {
        asked.add(request);
        return behaviour.apply(request);
    }

    static Tensor scores(String name, int width, double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return new Tensor(name, Datatype.FP32, new long[] {values.length / width, width}, new Elements.Floats(floats));
    }

    static Tensor labels(String name, long... values) {
        return new Tensor(name, Datatype.INT64, new long[] {values.length}, new Elements.Longs(values));
    }

    static Tensor texts(String name, String... values) {
        return new Tensor(name, Datatype.BYTES, new long[] {values.length}, new Elements.Texts(values));
    }
}
