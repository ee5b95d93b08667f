package academy.ascent.site.learning;

import java.util.List;

/**
 * A module in a list.
 *
 * @param rows its lessons, then its lab; empty where it is planned
 */
public record ModuleView(int number, String title, boolean published, List<Row> rows) {
    public ModuleView {
        rows = List.copyOf(rows);
    }

    public int minutes() {
        return rows.stream().mapToInt(Row::minutes).sum();
    }

    public long done() {
        return rows.stream().filter(Row::done).count();
    }

    /**
     * A lesson or a lab.
     *
     * @param note for example the track
     * @param tag for example {@code Sample}; empty for none
     */
    public record Row(boolean lab, Step step, int minutes, String note, boolean done, String tag) {}
}
