package academy.ascent.reference.explain;

import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import academy.ascent.reference.protocol.UnknownModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers 2a − b, from one input of the columns a and b or from one input each, and keeps what it was asked. */
final class WeighingPredictor implements Predictor, Predictors {
    final List<InferRequest> asked = new ArrayList<>();
    Function<InferResponse, CompletableFuture<InferResponse>> answer = CompletableFuture::completedFuture;
    private final long batch;

    WeighingPredictor(long batch) {
        this.batch = batch;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public ModelMetadata metadata() {
        TensorMetadata input = new TensorMetadata("features", Datatype.FP32, new long[] {batch, 2}, List.of("a", "b"));
        TensorMetadata output = new TensorMetadata("score", Datatype.FP32, new long[] {batch, 1}, List.of());
        return new ModelMetadata("m", List.of("1"), "test", List.of(input), List.of(output));
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request) {
        asked.add(request);
        int rows = (int) request.inputs().getFirst().shape()[0];
        double[] scores = new double[rows];
        for (int row = 0; row < rows; row++) {
            scores[row] = 2 * cell(request, row, 0) - cell(request, row, 1);
        }
        Tensor output = new Tensor("score", Datatype.FP64, new long[] {rows, 1}, new Elements.Doubles(scores));
        return answer.apply(InferResponse.of("m", "1", request.id(), List.of(output)));
    }

    private static double cell(InferRequest request, int row, int column) {
        return request.inputs().size() == 1
                ? request.inputs().getFirst().number(row * 2 + column)
                : request.inputs().get(column).number(row);
    }

    @Override
    public Predictor find(String name, @Nullable String version) {
        if (!name.equals("m") || (version != null && !version.equals("1"))) {
            throw new UnknownModel("no " + name + " " + version);
        }
        return this;
    }

    @Override
    public List<String> names() {
        return List.of("m");
    }

    @Override
    public List<String> versions(String name) {
        return List.of("1");
    }
}
