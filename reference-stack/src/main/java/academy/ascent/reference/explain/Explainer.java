package academy.ascent.reference.explain;

import academy.ascent.reference.config.ExplanationConfig;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.data.InputRows;
import academy.ascent.reference.data.ReferenceData;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/** Explains the predictions of one predictor; safe for use by several threads. */
final class Explainer {
    private static final int MOST_FILE_ROWS = 100_000;
    private static final int MOST_COLUMNS = 1000;
    private static final int MOST_REFERENCE_CELLS = 1_000_000;
    private static final long MOST_PREDICTED_ROWS = 5_000_000;

    private final ExplanationConfig config;
    private final ReferenceData data;
    private final Semaphore free;

    private Explainer(ExplanationConfig config, ReferenceData data) {
        this.config = config;
        this.data = data;
        this.free = new Semaphore(config.atOnce());
    }

    /**
     * Reads the reference data.
     *
     * @throws InvalidConfig if it cannot be read
     */
    static Explainer of(ExplanationConfig config) {
        return new Explainer(config, ReferenceData.read(config.reference(), MOST_FILE_ROWS));
    }

    /**
     * Explains the prediction for the request's one row.
     *
     * @throws RejectedRequest if the request is not one row of the reference data's columns, or asks for too much
     * @throws Overloaded if as many explanations as may run at once run already
     */
    ExplainedPrediction explain(Predictor predictor, InferRequest request) {
        if (!free.tryAcquire()) {
            throw new Overloaded(
                    config.atOnce() + " explanations of \"" + config.predictor() + "\" run already; try again",
                    Duration.ofSeconds(1));
        }
        try {
            return explained(predictor, request);
        } finally {
            free.release();
        }
    }

    private ExplainedPrediction explained(Predictor predictor, InferRequest request) {
        Map<String, Object> context = new HashMap<>(request.parameters());
        int samples = (int) chosen(context, "samples", ShapleySampling.FEWEST_SAMPLES, 100_000, config.samples());
        long seed = chosen(context, "seed", 0, Long.MAX_VALUE, config.seed());
        InputRows rows = inputRows(predictor, request.inputs());
        List<String> columns = rows.columns();
        int[] drawn = referenceRows(columns.size(), seed);
        requireBounded(columns.size(), drawn.length, samples);
        MixedRows mixed = new MixedRows(request.inputs(), tensors(rows, drawn));
        PredictorEvaluator evaluator = new PredictorEvaluator(config, predictor, mixed, context, columns.size());
        try {
            Explanation explanation = new ShapleySampling(columns.size(), drawn.length, evaluator, seed)
                    .explain(samples, config.standardError());
            return new ExplainedPrediction(config, evaluator.version(), columns, explanation, drawn.length, seed);
        } catch (TimeoutException _) {
            throw new Overloaded(
                    "no explanation within " + config.timeout().toMillis() + " ms; try again when the server is idle",
                    Duration.ofSeconds(1));
        }
    }

    private static long chosen(Map<String, Object> context, String key, long least, long greatest, long otherwise) {
        Object value = context.remove(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= least && number <= greatest) {
            return number;
        }
        throw new RejectedRequest(
                "parameters." + key + " must be a whole number from " + least + " to " + greatest + ", not " + value);
    }

    private InputRows inputRows(Predictor predictor, List<Tensor> inputs) {
        List<TensorMetadata> asked = new ArrayList<>();
        for (Tensor input : inputs) {
            long[] shape = input.shape().clone();
            if (shape.length == 0 || shape.length > 2 || shape[0] != 1) {
                throw new RejectedRequest("input \"" + input.name() + "\" has the shape " + Tensor.shapeText(shape)
                        + "; an explanation takes one row: [1] or [1,columns]");
            }
            asked.add(new TensorMetadata(input.name(), input.datatype(), shape, declared(predictor, input)));
        }
        try {
            return InputRows.of(data, asked, config.columns());
        } catch (InvalidConfig e) {
            throw unfit(e);
        }
    }

    private static List<String> declared(Predictor predictor, Tensor input) {
        return predictor.metadata().inputs().stream()
                .filter(declared -> declared.name().equals(input.name()))
                .findFirst()
                .map(TensorMetadata::columns)
                .orElse(List.of());
    }

    private List<Tensor> tensors(InputRows rows, int[] drawn) {
        try {
            return rows.tensors(drawn);
        } catch (InvalidConfig e) {
            throw unfit(e);
        }
    }

    /** Where the file lies is nothing to clients. */
    private RejectedRequest unfit(InvalidConfig e) {
        String file = data.file().toString();
        return new RejectedRequest("the request's inputs do not fit the reference data: "
                + String.valueOf(e.getMessage()).replace(file, "the file"));
    }

    /** Which of the file's rows are used: all, or as many as may be, drawn without repetition. */
    private int[] referenceRows(int columns, long seed) {
        int[] rows = new int[data.rows()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        int wanted = Math.min(rows.length, Math.min(config.referenceRows(), MOST_REFERENCE_CELLS / columns));
        SplittableRandom random = new SplittableRandom(~seed);
        for (int i = 0; i < wanted && wanted < rows.length; i++) {
            int other = random.nextInt(i, rows.length);
            int kept = rows[i];
            rows[i] = rows[other];
            rows[other] = kept;
        }
        return Arrays.copyOf(rows, wanted);
    }

    private static void requireBounded(int columns, int references, int samples) {
        if (columns > MOST_COLUMNS) {
            throw new RejectedRequest(
                    "the row has " + columns + " columns; at most " + MOST_COLUMNS + " can be explained");
        }
        long rows = ShapleySampling.rows(columns, references, samples);
        if (rows > MOST_PREDICTED_ROWS) {
            long most = (MOST_PREDICTED_ROWS - references - 1) / (2L * (columns - 1));
            throw new RejectedRequest(samples + " samples of " + columns + " columns predict " + rows
                    + " rows; ask for at most " + most + " samples");
        }
    }
}
