package academy.ascent.site.catalog;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The four heights as one ridge with contour lines below it. Units are those of a 1120 by 360 view box; the ground is at 352.
 */
public final class Ridge {
    private static final double GROUND = 352;
    private static final int WIDTH = 1120;
    private static final int STEP = 8;
    private static final int LINES = 9;

    /** Where each level's summit stands, how high, and how wide its foot is. */
    private static final List<Summit> SUMMITS = List.of(
            new Summit(150, 84, 78), new Summit(400, 150, 92), new Summit(680, 226, 104), new Summit(972, 312, 112));

    /** Smaller shoulders, so that the ridge looks like land. */
    private static final List<Summit> SHOULDERS = List.of(
            new Summit(40, 34, 40),
            new Summit(290, 62, 38),
            new Summit(548, 96, 44),
            new Summit(826, 128, 48),
            new Summit(1096, 96, 40));

    /**
     * A summit.
     *
     * @param height above the ground
     * @param spread the distance from the summit at which the slope is steepest
     */
    public record Summit(double x, double height, double spread) {
        double at(double other) {
            var away = (other - x) / spread;
            return height * Math.exp(-away * away / 2);
        }

        /** The highest place of the drawn ridge near it. */
        private double peak() {
            var peak = x;
            for (var other = x - 40; other <= x + 40; other++) {
                peak = altitude(other) > altitude(peak) ? other : peak;
            }
            return peak;
        }

        /** Where its flag stands. */
        public String flagX() {
            return number(peak());
        }

        public String flagY() {
            return number(GROUND - altitude(peak()));
        }
    }

    public List<Summit> summits() {
        return SUMMITS;
    }

    /** The ridge over a level's part of the way, from valley to valley. */
    public String ridge(int level) {
        return line(from(level), from(level + 1), 1);
    }

    /** The land below the ridge over a level's part of the way. */
    public String land(int level) {
        return ridge(level) + "L" + number(from(level + 1)) + " " + number(GROUND) + "L" + number(from(level)) + " "
                + number(GROUND) + "Z";
    }

    /** Contour lines below the ridge, highest first. */
    public List<String> contours() {
        return IntStream.range(1, LINES)
                .mapToObj(i -> line(0, WIDTH, 1 - i / (double) LINES))
                .toList();
    }

    private static double from(int level) {
        return switch (level) {
            case 1 -> 0;
            case 2 -> 272;
            case 3 -> 536;
            case 4 -> 824;
            default -> WIDTH;
        };
    }

    private static String line(double from, double to, double share) {
        var path = new StringBuilder("M");
        for (var x = from; x <= to; x += STEP) {
            path.append(x == from ? "" : "L")
                    .append(number(x))
                    .append(' ')
                    .append(number(GROUND - share * altitude(x + (1 - share) * 18)));
        }
        return path.toString();
    }

    private static double altitude(double x) {
        var highest = SUMMITS.stream().mapToDouble(summit -> summit.at(x)).sum();
        var shoulder =
                SHOULDERS.stream().mapToDouble(summit -> summit.at(x)).max().orElse(0);
        return highest + shoulder * 0.5 + 4 * Math.sin(x / 29) + 2.5 * Math.sin(x / 11 + 1);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
