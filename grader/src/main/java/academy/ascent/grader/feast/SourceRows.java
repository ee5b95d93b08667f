package academy.ascent.grader.feast;

import academy.ascent.grader.feast.FeatureView.Column;
import academy.ascent.grader.submission.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a view's source by key, in the order of event time and of writing. */
public final class SourceRows {
    private final Map<String, List<SourceRow>> byKey = new HashMap<>();

    private SourceRows() {}

    /**
     * A row of a source.
     *
     * @param created when it was written; its event time where the source does not say
     * @param values of the view's features, in their order
     */
    public record SourceRow(int line, Instant event, Instant created, List<String> values) {}

    /** Puts the rows of a table in order, or says which column is missing or which cell is no time. */
    public static Reading<SourceRows> read(FeatureView view, CsvTable table) {
        List<String> asked = new ArrayList<>();
        view.keys().forEach(key -> asked.add(view.sourceColumn(key.name())));
        view.features().forEach(feature -> asked.add(view.sourceColumn(feature.name())));
        asked.add(view.time());
        view.created().ifPresent(asked::add);
        for (String column : asked) {
            if (table.column(column) < 0) {
                return Reading.unusable(
                        table.path(), 1, "has no column " + column + ", which view " + view.name() + " declares.");
            }
        }
        SourceRows rows = new SourceRows();
        for (CsvTable.Row row : table.rows()) {
            Optional<Instant> event = Cells.time(row.cells().get(table.column(view.time())));
            Optional<Instant> created = view.created().isEmpty()
                    ? event
                    : Cells.time(row.cells().get(table.column(view.created().get())));
            if (event.isEmpty() || created.isEmpty()) {
                return Reading.unusable(
                        table.path(), row.line(), "holds no time such as 2026-01-05T10:00:00Z where one belongs.");
            }
            rows.byKey
                    .computeIfAbsent(key(view, table, row, true), _ -> new ArrayList<>())
                    .add(new SourceRow(row.line(), event.get(), created.get(), values(view, table, row)));
        }
        rows.byKey
                .values()
                .forEach(
                        list -> list.sort(Comparator.comparing(SourceRow::event).thenComparing(SourceRow::created)));
        return new Reading.Read<>(rows);
    }

    private static List<String> values(FeatureView view, CsvTable table, CsvTable.Row row) {
        return view.features().stream()
                .map(feature -> row.cells().get(table.column(view.sourceColumn(feature.name()))))
                .toList();
    }

    /**
     * The key of a row.
     *
     * @param source whether the table has the source's names of columns
     */
    public static String key(FeatureView view, CsvTable table, CsvTable.Row row, boolean source) {
        StringBuilder key = new StringBuilder();
        for (Column column : view.keys()) {
            String name = source ? view.sourceColumn(column.name()) : column.name();
            key.append(Cells.key(row.cells().get(table.column(name)), column.type()))
                    .append('\0');
        }
        return key.toString();
    }

    /** Every row of a key, the earliest first. */
    public List<SourceRow> of(String key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** The row that a rule chooses: none, one, or several where nothing tells them apart. */
    public List<SourceRow> find(String key, Instant time, JoinRule rule) {
        List<SourceRow> rows = of(key);
        Instant at = time.plus(rule.shift());
        int chosen = chosen(rows, at, rule);
        while (rule.known() && chosen >= 0 && rows.get(chosen).created().isAfter(at)) {
            chosen--;
        }
        if (chosen < 0 || chosen >= rows.size() || isTooOld(rows.get(chosen), at, rule)) {
            return List.of();
        }
        return tied(rows, chosen, rule.tie());
    }

    private static boolean isTooOld(SourceRow row, Instant at, JoinRule rule) {
        boolean expires = rule.pick() == JoinRule.Pick.LATEST || rule.pick() == JoinRule.Pick.EARLIER;
        return row.event().isBefore(rule.since())
                || expires
                        && !rule.ttl().isZero()
                        && Duration.between(row.event(), at).compareTo(rule.ttl()) > 0;
    }

    private static int chosen(List<SourceRow> rows, Instant at, JoinRule rule) {
        int after = firstAfter(rows, at);
        return switch (rule.pick()) {
            case LATEST -> after - 1;
            case EARLIER -> firstAfter(rows, at.minusNanos(1)) - 1;
            case NEXT ->
                after == rows.size() ? -1 : firstAfter(rows, rows.get(after).event()) - 1;
            case NEWEST -> rows.size() - 1;
            case NEAREST -> {
                if (after == rows.size() || after == 0) {
                    yield after == 0 ? (rows.isEmpty() ? -1 : 0) : after - 1;
                }
                Duration back = Duration.between(rows.get(after - 1).event(), at);
                Duration ahead = Duration.between(at, rows.get(after).event());
                yield back.compareTo(ahead) <= 0
                        ? after - 1
                        : firstAfter(rows, rows.get(after).event()) - 1;
            }
        };
    }

    private static int firstAfter(List<SourceRow> rows, Instant at) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).event().isAfter(at)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static List<SourceRow> tied(List<SourceRow> rows, int chosen, JoinRule.Tie tie) {
        Instant event = rows.get(chosen).event();
        int from = firstAfter(rows, event.minusNanos(1));
        Instant written = switch (tie) {
            case LAST_WRITTEN, ANY -> rows.get(chosen).created();
            case FIRST_WRITTEN -> rows.get(from).created();
        };
        return rows.subList(from, chosen + 1).stream()
                .filter(row -> tie == JoinRule.Tie.ANY || row.created().equals(written))
                .toList();
    }
}
