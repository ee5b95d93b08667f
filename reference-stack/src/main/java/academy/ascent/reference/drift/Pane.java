package academy.ascent.reference.drift;

import academy.ascent.reference.drift.report.ColumnReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the watched columns held for a time; panes of one monitor merge. */
final class Pane {
    private final ColumnPane[] columns;
    private final boolean[] holdText;
    private final Instant from;
    private Instant to;
    private long rows;

    Pane(List<WatchedColumn> watched, Instant from) {
        this.from = from;
        to = from;
        holdText = new boolean[watched.size()];
        for (int i = 0; i < holdText.length; i++) {
            holdText[i] = watched.get(i).holdsText();
        }
        columns = watched.stream().map(WatchedColumn::pane).toArray(ColumnPane[]::new);
    }

    /** Takes the row whose values stand from these offsets on. */
    void take(double[] numbers, int number, @Nullable String[] texts, int text) {
        int nextText = text;
        for (int i = 0; i < columns.length; i++) {
            columns[i].take(numbers[number + i], holdText[i] ? texts[nextText++] : null);
        }
        rows++;
    }

    void merge(Pane other) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].merge(other.columns[i]);
        }
        rows += other.rows;
        to = other.to;
    }

    void close(Instant now) {
        to = now;
    }

    List<ColumnReport> reports() {
        return List.of(columns).stream().map(ColumnPane::report).toList();
    }

    long rows() {
        return rows;
    }

    Instant from() {
        return from;
    }

    Instant to() {
        return to;
    }
}
