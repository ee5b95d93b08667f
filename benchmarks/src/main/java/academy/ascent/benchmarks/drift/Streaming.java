package academy.ascent.benchmarks.drift;

import academy.ascent.reference.statistics.CategoricalColumn;
import academy.ascent.reference.statistics.CategorySketch;
import academy.ascent.reference.statistics.DriftResult;
import academy.ascent.reference.statistics.DriftTest;
import academy.ascent.reference.statistics.NumericColumn;
import academy.ascent.reference.statistics.NumericSketch;
import academy.ascent.reference.statistics.Reference;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Measures what judging a stream costs and what it sees; normal values, a reference of 100,000. */
final class Streaming {
    /** How many values each timing of updates takes in. */
    static final int UPDATES = 10_000_000;

    static final int REFERENCE_ROWS = 100_000;
    static final int WINDOW_ROWS = 1_000;
    private static final int COLUMNS = 20;
    private static final int DISTINCT = 1 << 20;
    private static final double SHIFT = 0.05;
    /** Over these looks the table of new categories, 768 of them, is filled once and emptied again. */
    private static final int LOOKS = 20;

    private static final int BETWEEN_LOOKS = 4_000;

    private final SplittableRandom random = new SplittableRandom(7);
    private final Reference numeric = Reference.of(NumericColumn.of(normal(REFERENCE_ROWS, 0)));
    private final List<String> categories =
            IntStream.range(0, 100).mapToObj(i -> "category " + i).toList();
    private final Reference categorical = Reference.of(CategoricalColumn.of(categories.stream()));

    /** Updates of twenty sketches in turn, as rows come. */
    List<Timing> update(int rounds) {
        double[] values = normal(DISTINCT, 0);
        NumericSketch[] sketches = new NumericSketch[COLUMNS];
        Arrays.setAll(sketches, _ -> (NumericSketch)
                Reference.of(NumericColumn.of(normal(REFERENCE_ROWS, 0))).sketch());
        return timed(rounds, () -> {
            for (int i = 0; i < UPDATES; i++) {
                sketches[i % COLUMNS].update(values[i % DISTINCT]);
            }
        });
    }

    List<Timing> categoryUpdate(int rounds) {
        CategorySketch sketch = (CategorySketch) categorical.sketch();
        String[] values = IntStream.range(0, DISTINCT)
                .mapToObj(_ -> categories.get(random.nextInt(categories.size())))
                .toArray(String[]::new);
        return timed(rounds, () -> {
            for (int i = 0; i < UPDATES; i++) {
                sketch.update(values[i % DISTINCT]);
            }
        });
    }

    private static List<Timing> timed(int rounds, Runnable action) {
        List<Timing> timings = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            timings.add(Timing.of(action));
        }
        return timings;
    }

    /** The most that a sketch of numbers takes in some looks from each count on. */
    List<OurFindings.Memory> memory(List<Integer> counts) {
        double[] values = normal(DISTINCT, 0);
        return memory(counts, () -> {
            NumericSketch sketch = (NumericSketch) numeric.sketch();
            return i -> sketch.update(values[i % DISTINCT]);
        });
    }

    /** The same of categories, a hundredth of which are new and never come again. */
    List<OurFindings.Memory> categoryMemory(List<Integer> counts) {
        return memory(counts, () -> {
            CategorySketch sketch = (CategorySketch) categorical.sketch();
            return i -> sketch.update(i % 100 == 0 ? "new " + i : categories.get(i % 100));
        });
    }

    private static List<OurFindings.Memory> memory(List<Integer> counts, Supplier<IntConsumer> sketches) {
        // Once for what is loaded and compiled only then.
        IntStream.range(0, counts.getFirst()).forEach(sketches.get());
        long before = heapBytes();
        IntConsumer sketch = sketches.get();
        List<OurFindings.Memory> found = new ArrayList<>();
        int fed = 0;
        for (int count : counts) {
            long most = 0;
            for (int look = 0; look < LOOKS; look++) {
                for (int until = count + look * BETWEEN_LOOKS; fed < until; fed++) {
                    sketch.accept(fed);
                }
                most = Math.max(most, heapBytes() - before);
            }
            found.add(new OurFindings.Memory(count, most));
        }
        // One more, so that the sketch lives until it was measured.
        sketch.accept(fed);
        return found;
    }

    private static long heapBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    int shiftsFound(int streams, int rows) {
        int found = 0;
        for (int stream = 0; stream < streams; stream++) {
            found += isDrifted(DriftTest.KOLMOGOROV_SMIRNOV, normal(rows, SHIFT)) ? 1 : 0;
        }
        return found;
    }

    Map<String, Integer> falseAlarms(int windows) {
        Map<String, Integer> alarms = new LinkedHashMap<>();
        for (int window = 0; window < windows; window++) {
            double[] values = normal(WINDOW_ROWS, 0);
            for (DriftTest test : List.of(DriftTest.KOLMOGOROV_SMIRNOV, DriftTest.WASSERSTEIN)) {
                alarms.merge(test.label(), isDrifted(test, values) ? 1 : 0, Integer::sum);
            }
        }
        return alarms;
    }

    private boolean isDrifted(DriftTest test, double[] values) {
        NumericSketch sketch = (NumericSketch) numeric.sketch();
        for (double value : values) {
            sketch.update(value);
        }
        return ((DriftResult) sketch.drift(test, test.threshold())).drifted();
    }

    private double[] normal(int rows, double shift) {
        return IntStream.range(0, rows)
                .mapToDouble(_ -> random.nextGaussian() + shift)
                .toArray();
    }
}
