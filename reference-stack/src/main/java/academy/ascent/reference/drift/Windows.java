package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts rows into windows: a tumbling window is one pane, a sliding one the latest panes merged each time one more is
 * full.
 */
final class Windows {
    private final List<WatchedColumn> columns;
    private final Window config;
    private final long rowsOfPane;
    private final Duration timeOfPane;
    private final Deque<Pane> full = new ArrayDeque<>();
    private Pane open;

    Windows(List<WatchedColumn> columns, Window config, Instant now) {
        this.columns = columns;
        this.config = config;
        rowsOfPane = config.rows() / config.panes();
        timeOfPane = config.time().dividedBy(config.panes());
        open = new Pane(columns, now);
    }

    /** Takes the row whose values stand from these offsets on. */
    void take(double[] numbers, int number, @Nullable String[] texts, int text) {
        open.take(numbers, number, texts, text);
    }

    /** The window that ends now, if one does. */
    Optional<Pane> ended(Instant now) {
        if (!isFull(now)) {
            return Optional.empty();
        }
        open.close(now);
        full.add(open);
        open = new Pane(columns, now);
        while (full.size() > config.panes()) {
            full.remove();
        }
        return full.size() == config.panes() ? Optional.of(window()).filter(this::isLargeEnough) : Optional.empty();
    }

    private boolean isFull(Instant now) {
        if (rowsOfPane > 0 && open.rows() >= rowsOfPane) {
            return true;
        }
        return !timeOfPane.isZero()
                && !now.isBefore(open.from().plus(timeOfPane))
                && (config.panes() > 1 || isLargeEnough(open));
    }

    private boolean isLargeEnough(Pane window) {
        return window.rows() >= config.leastRows();
    }

    private Pane window() {
        if (config.panes() == 1) {
            return full.getFirst();
        }
        Pane window = new Pane(columns, full.getFirst().from());
        full.forEach(window::merge);
        return window;
    }

    /** How many rows the next window has so far. */
    long waiting() {
        return open.rows()
                + full.stream()
                        .skip(full.size() < config.panes() ? 0 : 1)
                        .mapToLong(Pane::rows)
                        .sum();
    }

    /** How many rows a window has, or has at least where only time ends it. */
    long wanted() {
        return rowsOfPane > 0 ? rowsOfPane * config.panes() : config.leastRows();
    }
}
