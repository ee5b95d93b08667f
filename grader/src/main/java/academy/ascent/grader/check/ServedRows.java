package academy.ascent.grader.check;

import academy.ascent.grader.feast.CsvTable;
import academy.ascent.grader.feast.FeatureView;
import academy.ascent.grader.feast.FeatureView.Column;
import academy.ascent.grader.feast.SourceRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * What one view gave in a table that was handed in: the key, the time and the values of each row.
 *
 * @param columns the view's features that are compared
 * @param places where each stands among the values of the source
 */
record ServedRows(CsvTable table, FeatureView view, List<Column> columns, List<Integer> places, List<Row> rows) {

    /**
     * A row.
     *
     * @param time that the values were asked for
     */
    record Row(int line, String key, Instant time, List<String> values) {}

    /**
     * @param times of the table's rows, in their order
     * @param served the view's part of the lab
     */
    static Optional<ServedRows> read(
            CsvTable table, List<Instant> times, FeatureView view, FeaturesSettings.View served, Faults faults) {
        List<Column> columns = view.features().stream()
                .filter(column ->
                        served.features().isEmpty() || served.features().contains(column.name()))
                .toList();
        ToIntFunction<Column> place =
                column -> Math.max(table.column(view.name() + "__" + column.name()), table.column(column.name()));
        for (Column column : columns) {
            if (place.applyAsInt(column) < 0) {
                faults.add(table.path(), 1, "has no column " + column.name() + " of view " + view.name() + ".");
                return Optional.empty();
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            CsvTable.Row row = table.rows().get(i);
            List<String> values = columns.stream()
                    .map(column -> row.cells().get(place.applyAsInt(column)))
                    .toList();
            rows.add(new Row(row.line(), SourceRows.key(view, table, row, false), times.get(i), values));
        }
        List<Integer> places =
                columns.stream().map(column -> view.features().indexOf(column)).toList();
        return Optional.of(new ServedRows(table, view, columns, places, List.copyOf(rows)));
    }

    /** The words for a row in a message: {@code card_id 3 at 2026-01-05T10:00:00Z}. */
    String words(Row row) {
        String[] cells = row.key().split("\0", -1);
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < view.keys().size(); i++) {
            words.append(view.keys().get(i).name())
                    .append(' ')
                    .append(Words.clip(cells[i], 40))
                    .append(' ');
        }
        return words + "at " + row.time();
    }

    /** What a column must hold where there is no value. */
    static String filled(Map<String, String> fill, Column column) {
        return fill.getOrDefault(column.name(), "");
    }
}
