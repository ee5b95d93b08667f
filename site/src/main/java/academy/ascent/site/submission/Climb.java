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
     */
    public record Drawn(String id, String outcome, String line, double middle, double end) {}

    /** Every stretch with its place. */
    public List<Drawn> drawn() {
        var drawn = new ArrayList<Drawn>();
        var from = 0;
        var height = 0;
        for (var stretch : stretches) {
            var to = from + stretch.points();
            var line = "M" + number(x(from)) + " " + number(y(height)) + "L" + number(x(to)) + " "
                    + number(y(height + stretch.earned()));
            drawn.add(new Drawn(stretch.id(), stretch.outcome(), line, x((from + to) / 2.0), x(to)));
            from = to;
            height += stretch.earned();
        }
        return drawn;
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
