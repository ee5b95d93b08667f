package academy.ascent.benchmarks.drift;

import academy.ascent.reference.statistics.CategoricalColumn;
import academy.ascent.reference.statistics.Column;
import academy.ascent.reference.statistics.DataDrift;
import academy.ascent.reference.statistics.DriftResult;
import academy.ascent.reference.statistics.NumericColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times the comparison of whole samples, one thread, each column by its default test. */
final class Comparing {
    private final List<SeededColumn> columns;
    private final List<Object> references = new ArrayList<>();
    private final List<Object> currents = new ArrayList<>();
    private final Map<String, OurFindings.Score> scores = new LinkedHashMap<>();

    Comparing(DataFolder data, List<SeededColumn> columns) {
        this.columns = columns;
        for (SeededColumn column : columns) {
            references.add(column.isNumeric() ? data.numbers(column, false) : data.categories(column, false));
            currents.add(column.isNumeric() ? data.numbers(column, true) : data.categories(column, true));
        }
    }

    List<Timing> whole(int rounds) {
        List<Timing> timings = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            timings.add(Timing.of(() -> {
                for (int i = 0; i < columns.size(); i++) {
                    compare(columns.get(i), prepared(references.get(i)), prepared(currents.get(i)));
                }
            }));
        }
        return timings;
    }

    List<Timing> withPreparedReference(int rounds) {
        List<Column> prepared = references.stream().map(Comparing::prepared).toList();
        List<Timing> timings = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            timings.add(Timing.of(() -> {
                for (int i = 0; i < columns.size(); i++) {
                    compare(columns.get(i), prepared.get(i), prepared(currents.get(i)));
                }
            }));
        }
        return timings;
    }

    Map<String, OurFindings.Score> scores() {
        return scores;
    }

    private void compare(SeededColumn column, Column reference, Column current) {
        DriftResult result = (DriftResult) DataDrift.compare(reference, current);
        scores.put(column.name(), new OurFindings.Score(result.test().label(), result.score()));
    }

    private static Column prepared(Object values) {
        return switch (values) {
            case double[] numbers -> NumericColumn.of(numbers);
            case String[] names -> CategoricalColumn.of(Arrays.stream(names));
            default -> throw new IllegalArgumentException(values.getClass().getName());
        };
    }
}
