package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig;
import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.drift.retrain.RetrainAction;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A model with the numeric columns a, b and c as one input and the category plan as another, reference data drawn for
 * it with a seed, and a clock that stands until it is told to go on.
 */
final class GivenMonitor {
    static final String NAME = "fraud";
    static final List<String> PLANS = List.of("basic", "plus", "pro");
    private static final ModelMetadata MODEL = new ModelMetadata(
            NAME,
            List.of("1"),
            "onnx",
            List.of(
                    new TensorMetadata("x", Datatype.FP32, new long[] {-1, 3}, List.of("a", "b", "c")),
                    new TensorMetadata("plan", Datatype.BYTES, new long[] {-1, 1}, List.of())),
            List.of(
                    new TensorMetadata("p", Datatype.FP32, new long[] {-1, 2}, List.of()),
                    new TensorMetadata("label", Datatype.INT64, new long[] {-1}, List.of())));

    final SettableClock clock = new SettableClock();
    private final Path folder;

    GivenMonitor(Path folder) {
        this.folder = folder;
    }

    /** Reference data: standard normal a, b, c; plans by halves, thirds and the rest; scores, and labels 90 % right. */
    GivenMonitor withReference(int rows, long seed) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("id,a,b,c,plan,score,fraud\n");
        for (int row = 0; row < rows; row++) {
            double score = random.nextDouble();
            boolean right = random.nextDouble() < 0.9;
            csv.append(String.format(
                    Locale.ROOT,
                    "r%d,%.6f,%.6f,%.6f,%s,%.6f,%d%n",
                    row,
                    random.nextGaussian(),
                    random.nextGaussian(),
                    random.nextGaussian(),
                    plan(random),
                    score,
                    score >= 0.5 == right ? 1 : 0));
        }
        return withReference(csv.toString());
    }

    GivenMonitor withReference(String csv) {
        write("reference.csv", csv);
        return this;
    }

    DriftMonitor monitor(String settings) {
        return monitor(settings, Map.of());
    }

    DriftMonitor monitor(String settings, Map<String, String> environment) {
        DriftConfig config = config(settings);
        Optional<RetrainAction> retrain =
                config.retrain().map(given -> RetrainAction.of(given, environment::get, clock));
        return new DriftMonitor(config, MODEL, retrain, clock);
    }

    DriftConfig config(String settings) {
        write("m.onnx", "model");
        write("serving.yaml", """
                models: [{name: fraud, path: m.onnx}]
                drift:
                  - {name: fraud, reference: reference.csv, max-rows-per-second: 1000000, %s}
                """.formatted(settings));
        return ServingFile.read(folder).drift().getFirst();
    }

    private void write(String file, String content) {
        try {
            Files.writeString(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row like the reference's, its numbers moved by so many standard deviations. */
    static InferRequest row(Random random, double shift) {
        return row(
                null,
                new float[] {
                    (float) (random.nextGaussian() + shift),
                    (float) (random.nextGaussian() + shift),
                    (float) (random.nextGaussian() + shift)
                },
                plan(random));
    }

    static InferRequest row(@Nullable String id, float[] numbers, String plan) {
        return new InferRequest(
                id,
                Map.of(),
                List.of(
                        new Tensor("x", Datatype.FP32, new long[] {1, 3}, new Elements.Floats(numbers)),
                        new Tensor("plan", Datatype.BYTES, new long[] {1, 1}, new Elements.Texts(new String[] {plan}))),
                List.of());
    }

    static String plan(Random random) {
        double place = random.nextDouble();
        return place < 0.5 ? PLANS.get(0) : place < 0.83 ? PLANS.get(1) : PLANS.get(2);
    }

    /** The answer to one row: a probability, and the label that it amounts to. */
    static InferResponse answer(double score) {
        return InferResponse.of(
                NAME,
                "1",
                null,
                List.of(
                        new Tensor("p", Datatype.FP32, new long[] {1, 2}, new Elements.Floats(new float[] {
                            (float) (1 - score), (float) score
                        })),
                        new Tensor("label", Datatype.INT64, new long[] {1}, new Elements.Longs(new long[] {
                            score >= 0.5 ? 1 : 0
                        }))));
    }

    /** Replays so many rows with a shift, judging as it goes, and gives the number of rows until an episode began. */
    static Optional<Integer> replay(DriftMonitor monitor, Random random, int rows, double shift) {
        long before = monitor.report().begun();
        for (int row = 1; row <= rows; row++) {
            monitor.predicted(row(random, shift), answer(random.nextDouble()));
            monitor.work();
            if (monitor.report().begun() > before) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }
}
