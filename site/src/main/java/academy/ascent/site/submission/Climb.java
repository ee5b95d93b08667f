package academy.ascent.site.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The points of a submission as an elevation profile: each check is a stretch as wide as it is worth, which rises as far as
 * points were earned. The mark to pass is a level line.
 *
 * @param pass points that pass
 * @param points points of the lab
 */
public record Climb(List<Stretch> stretches, int pass, int points) {
    /** Units of the drawing. */
    private static final double WIDTH = 720;

    private static final double FOOT = 128;
    private static final double RISE = 108;
    private static final double LABELS = 149;
    private static final double LABEL = 18;

    /** How wide a letter of a name is, about. */
    private static final double LETTER = 8.2;

    public Climb {
        stretches = List.copyOf(stretches);
    }

    /**
     * One check.
     *
     * @param outcome a word such as {@code passed}
     */
    public record Stretch(String id, String outcome, int earned, int points) {}

    /**
     * A stretch as it is drawn.
     *
     * @param line its path
     * @param label the middle of its name
     * @param foot how low its name stands
     */
    public record Drawn(String id, String outcome, String line, double label, double foot, double end) {}

    /** Every stretch with its place. */
    public List<Drawn> drawn() {
        var drawn = new ArrayList<Drawn>();
        var rows = new ArrayList<Double>();
        var from = 0;
        var height = 0;
        for (var stretch : stretches) {
            var to = from + stretch.points();
            var half = stretch.id().length() * LETTER / 2;
            var label = Math.clamp(x((from + to) / 2.0), half, Math.max(half, WIDTH - half));
            var line = "M" + number(x(from)) + " " + number(y(height)) + "L" + number(x(to)) + " "
                    + number(y(height + stretch.earned()));
            var foot = LABELS + LABEL * row(rows, label - half, label + half);
            drawn.add(new Drawn(stretch.id(), stretch.outcome(), line, label, foot, x(to)));
            from = to;
            height += stretch.earned();
        }
        return drawn;
    }

    /** The first row whose names end before this one begins; a narrow stretch's name stands below its neighbour's. */
    private static int row(List<Double> rows, double from, double to) {
        var row = 0;
        while (row < rows.size() && rows.get(row) > from) {
            row++;
        }
        if (row == rows.size()) {
            rows.add(to + LETTER);
        } else {
            rows.set(row, to + LETTER);
        }
        return row;
    }

    /** How high the drawing is. */
    public double height() {
        return drawn().stream().mapToDouble(Drawn::foot).max().orElse(LABELS) + 11;
    }

    /** The ground under the profile. */
    public String area() {
        var path = new StringBuilder("M0 " + number(FOOT));
        var from = 0;
        var height = 0;
        for (var stretch : stretches) {
            from += stretch.points();
            height += stretch.earned();
            path.append('L').append(number(x(from))).append(' ').append(number(y(height)));
        }
        return path.append("L")
                .append(number(WIDTH))
                .append(' ')
                .append(number(FOOT))
                .append('Z')
                .toString();
    }

    /** Where the mark to pass lies. */
    public double passHeight() {
        return y(pass);
    }

    public int earned() {
        return stretches.stream().mapToInt(Stretch::earned).sum();
    }

    /** The same in words. */
    public String words() {
        return stretches.stream()
                .map(stretch ->
                        stretch.id() + " " + stretch.outcome() + ", " + stretch.earned() + " of " + stretch.points())
                .collect(Collectors.joining("; ", "Points: ", ". " + pass + " pass."));
    }

    private double x(double at) {
        return at / points * WIDTH;
    }

    private double y(double at) {
        return FOOT - at / points * RISE;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
