package academy.ascent.reference.runtime;

import academy.ascent.reference.config.ExecutionConfig.Batching;
import academy.ascent.reference.config.ExecutionConfig.Batching.Mode;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a row costs, measured on rows of zeros: alone, and in a batch of the greatest size.
 *
 * @param nanosAlone the median of some runs of one row, in nanoseconds; infinite where rows of zeros are refused
 * @param nanosInBatch the same a row in a batch, of one run where batches are made in any case; infinite where no batch can
 *     be made
 */
record CostMeasurement(double nanosAlone, double nanosInBatch) {
    /** Odd, so that one of them is the median. */
    private static final int RUNS = 15;

    /** A batch makes its first row wait, so it must save something. */
    private static final double WORTHWHILE = 0.8;

    static CostMeasurement of(Model model, Optional<Batching> batching) {
        try {
            List<Tensor> row = model.prepare(model.example());
            double alone = median(model, row, RUNS);
            if (batching.isEmpty() || !model.signature().isBatchable() || !RowBatch.isEven(row)) {
                return new CostMeasurement(alone, Double.POSITIVE_INFINITY);
            }
            int size = batching.get().maxSize();
            // Where a batch is made whatever it costs, one run tells that the model takes one.
            int runs = batching.get().mode() == Mode.ALWAYS ? 1 : RUNS;
            return new CostMeasurement(alone, median(model, RowBatch.repeated(row, size), runs) / size);
        } catch (RejectedRequest | InferenceFailed _) {
            return new CostMeasurement(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
    }

    private static double median(Model model, List<Tensor> inputs, int runs) {
        List<TensorMetadata> outputs = model.signature().wanted(List.of());
        double[] nanos = new double[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            model.run(inputs, outputs);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[runs / 2];
    }

    boolean isBatchWorthwhile(Batching batching) {
        return switch (batching.mode()) {
            case ALWAYS -> nanosInBatch < Double.POSITIVE_INFINITY;
            case ADAPTIVE -> nanosInBatch < WORTHWHILE * nanosAlone;
        };
    }
}
