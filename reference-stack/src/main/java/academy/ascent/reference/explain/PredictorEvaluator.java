package academy.ascent.reference.explain;

import academy.ascent.reference.config.ExplanationConfig;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.RequestedOutput;
import academy.ascent.reference.protocol.Tensor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a predictor for many rows at a time, one request after the other, so that it serves others in between. */
final class PredictorEvaluator implements Evaluator {
    private static final int MOST_ROWS = 256;
    private static final int MOST_CELLS = 65_536;

    private final ExplanationConfig config;
    private final Predictor predictor;
    private final MixedRows rows;
    private final Map<String, Object> parameters;
    private final int rowsARequest;
    private final long end;
    private String version = "";

    PredictorEvaluator(
            ExplanationConfig config,
            Predictor predictor,
            MixedRows rows,
            Map<String, Object> parameters,
            int columns) {
        this.config = config;
        this.predictor = predictor;
        this.rows = rows;
        this.parameters = parameters;
        boolean oneByOne = predictor.metadata().inputs().stream()
                .anyMatch(input -> input.shape().length > 0 && input.shape()[0] == 1);
        this.rowsARequest = oneByOne ? 1 : Math.clamp(MOST_CELLS / columns, 1, MOST_ROWS);
        this.end = System.nanoTime() + config.timeout().toNanos();
    }

    @Override
    public double[] predict(int[][] sources) throws TimeoutException {
        double[] predictions = new double[sources.length];
        for (int from = 0; from < sources.length; from += rowsARequest) {
            int to = Math.min(sources.length, from + rowsARequest);
            List<Tensor> inputs = rows.inputs(Arrays.copyOfRange(sources, from, to));
            read(asked(inputs), to - from, predictions, from);
        }
        return predictions;
    }

    /** The version that answered last; empty before the first answer. */
    String version() {
        return version;
    }

    private InferResponse asked(List<Tensor> inputs) throws TimeoutException {
        // Answers that are there at once wait for nothing: no time would run out, and no other virtual thread get on.
        if (end - System.nanoTime() <= 0) {
            throw new TimeoutException();
        }
        Thread.yield();
        InferRequest request =
                new InferRequest(null, parameters, inputs, List.of(RequestedOutput.named(config.output())));
        try {
            return predictor.infer(request).get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException answered) {
                throw answered;
            }
            throw new InferenceFailed("the model failed while its prediction was explained", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Overloaded("the server is ending; ask another one", Duration.ofSeconds(1));
        }
    }

    private void read(InferResponse response, int count, double[] predictions, int from) {
        version = response.version();
        Tensor output = response.outputs().stream()
                .filter(tensor -> tensor.name().equals(config.output()))
                .findFirst()
                .orElseThrow(() -> fault("answered without it"));
        int elements = output.elements().count();
        int width = elements / count;
        if (output.elements() instanceof Elements.Texts || elements % count != 0 || config.index() >= width) {
            throw fault("has the shape " + Tensor.shapeText(output.shape()) + " of " + output.datatype() + " for "
                    + count + " rows, in which there is no number " + config.index() + " of each row");
        }
        for (int row = 0; row < count; row++) {
            double prediction = output.number(row * width + config.index());
            if (!Double.isFinite(prediction)) {
                throw fault("is " + prediction + " for a mix of the row and the reference data; only finite"
                        + " predictions can be explained");
            }
            predictions[from + row] = prediction;
        }
    }

    private InferenceFailed fault(String problem) {
        String message = "the output \"" + config.output() + "\" of \"" + config.predictor() + "\" " + problem;
        return new InferenceFailed(message, new IllegalStateException(message));
    }
}
