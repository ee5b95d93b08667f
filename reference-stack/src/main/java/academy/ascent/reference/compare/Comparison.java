package academy.ascent.reference.compare;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.data.Column.Numbers;
import academy.ascent.reference.data.Column.Texts;
import academy.ascent.reference.data.ReferenceData;
import academy.ascent.reference.statistics.CategoricalColumn;
import academy.ascent.reference.statistics.Column;
import academy.ascent.reference.statistics.ColumnDrift;
import academy.ascent.reference.statistics.DataDrift;
import academy.ascent.reference.statistics.DriftTest;
import academy.ascent.reference.statistics.NumericColumn;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every column of the reference compared with the current data's column of the same name. */
record Comparison(List<ComparedColumn> columns) {
    private static final int MOST_ROWS = 10_000_000;

    Comparison {
        columns = List.copyOf(columns);
    }

    /**
     * Compares two files.
     *
     * @param test for all columns that it fits; the others' tests are chosen by type and size
     * @throws InvalidConfig if a file cannot be read, or a column is missing or of another type in the second
     */
    static Comparison of(Path reference, Path current, Optional<DriftTest> test) {
        ReferenceData from = ReferenceData.read(reference, MOST_ROWS);
        ReferenceData to = ReferenceData.read(current, MOST_ROWS);
        return new Comparison(from.columns().stream()
                .map(column -> compared(column, sameType(column, to, from), test))
                .toList());
    }

    boolean isDrifted() {
        return DataDrift.isDrifted(drifts(), DataDrift.DRIFT_SHARE);
    }

    long drifted() {
        return DataDrift.drifted(drifts());
    }

    private List<ColumnDrift> drifts() {
        return columns.stream().map(ComparedColumn::drift).toList();
    }

    private static ComparedColumn compared(
            academy.ascent.reference.data.Column from,
            academy.ascent.reference.data.Column to,
            Optional<DriftTest> test) {
        Column reference = column(from);
        Column current = column(to);
        ColumnDrift drift = test.filter(given -> !given.needsNumbers() || reference instanceof NumericColumn)
                .map(given -> DataDrift.compare(reference, current, given, given.threshold()))
                .orElseGet(() -> DataDrift.compare(reference, current));
        return new ComparedColumn(from.name(), reference, current, drift);
    }

    private static academy.ascent.reference.data.Column sameType(
            academy.ascent.reference.data.Column column, ReferenceData current, ReferenceData reference) {
        return switch (column) {
            case Numbers numbers -> current.numbers(numbers.name());
            case Texts texts ->
                switch (current.required(texts.name())) {
                    case Texts same -> same;
                    case Numbers _ ->
                        throw InvalidConfig.in(
                                current.file(),
                                "column \"" + texts.name() + "\" holds only numbers, but text in " + reference.file()
                                        + ", line " + texts.textLine() + "; write both alike");
                };
        };
    }

    private static Column column(academy.ascent.reference.data.Column column) {
        return switch (column) {
            case Numbers numbers -> NumericColumn.of(numbers.values());
            case Texts texts ->
                CategoricalColumn.of(Arrays.stream(texts.values()).map(value -> value.isEmpty() ? null : value));
        };
    }
}
