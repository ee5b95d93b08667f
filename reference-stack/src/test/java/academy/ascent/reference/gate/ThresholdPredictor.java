package academy.ascent.reference.gate;

import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Answers a single column x with the score x. */
public final class ThresholdPredictor implements Predictor {
    private final String version;
    private final UnaryOperator<CompletableFuture<InferResponse>> answer;

    private ThresholdPredictor(String version, UnaryOperator<CompletableFuture<InferResponse>> answer) {
        this.version = version;
        this.answer = answer;
    }

    public ThresholdPredictor(String version) {
        this(version, UnaryOperator.identity());
    }

    public ThresholdPredictor(UnaryOperator<CompletableFuture<InferResponse>> answer) {
        this("1", answer);
    }

    public ThresholdPredictor() {
        this("1");
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public ModelMetadata metadata() {
        TensorMetadata input = new TensorMetadata("x", Datatype.FP64, new long[] {-1, 1}, List.of());
        TensorMetadata output = new TensorMetadata("score", Datatype.FP64, new long[] {-1, 1}, List.of());
        return new ModelMetadata("m", List.of("1"), "test", List.of(input), List.of(output));
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request) {
        Tensor input = request.inputs().getFirst();
        double[] scores = new double[input.elements().count()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = input.number(i);
        }
        Tensor output = new Tensor("score", Datatype.FP64, input.shape(), new Elements.Doubles(scores));
        return answer.apply(CompletableFuture.completedFuture(InferResponse.of("m", "1", null, List.of(output))));
    }
}
