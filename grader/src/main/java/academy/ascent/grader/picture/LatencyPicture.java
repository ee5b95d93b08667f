package academy.ascent.grader.picture;

import java.util.List;
import java.util.Locale;

/** The latency histogram on a log axis, with targets as lines and the interval of each percentile as a band. */
public final class LatencyPicture {
    // At 480 units a text of 12 px keeps 9 px on a phone and grows on a desk.
    private static final int WIDTH = 480;
    private static final int HEIGHT = 264;
    private static final int LEFT = 40;
    private static final int RIGHT = 468;
    private static final int TOP = 56;
    private static final int BOTTOM = 212;
    private static final int BINS_A_DECADE = 16;
    /** Room that a target's label needs. */
    private static final int LABEL = 85;

    private LatencyPicture() {}

    /**
     * A percentile and what is asked of it, all in milliseconds.
     *
     * @param low lower end of the percentile's interval
     * @param high upper end of it
     */
    public record Line(String name, double target, double value, double low, double high) {}

    /**
     * Draws the picture.
     *
     * @param title the finding
     * @param description the same in words, with the numbers
     * @param millis every latency, sorted
     */
    public static String draw(String title, String description, double[] millis, List<Line> lines) {
        double least = millis.length == 0 ? 1 : millis[0];
        double most = millis.length == 0 ? 1 : millis[millis.length - 1];
        for (Line line : lines) {
            least = Math.min(least, line.target());
            most = Math.max(most, line.target());
        }
        Axis axis = new Axis(Math.floor(Math.log10(Math.max(least, 0.01))), Math.ceil(Math.log10(most * 1.15)));
        Svg svg = new Svg(WIDTH, HEIGHT, title, description);
        grid(svg, axis);
        for (Line line : lines) {
            double x = axis.x(line.low());
            svg.rectangle("p-band", x, TOP, Math.max(2, axis.x(line.high()) - x), BOTTOM - TOP);
        }
        double tightest = lines.stream().mapToDouble(Line::target).min().orElse(Double.POSITIVE_INFINITY);
        bars(svg, axis, millis, tightest);
        targets(svg, axis, lines);
        return svg.line("p-axis", LEFT, BOTTOM, RIGHT, BOTTOM)
                .words((LEFT + RIGHT) / 2.0, HEIGHT - 12, "middle", "latency, ms (log scale)")
                .words(LEFT, 20, "start", "requests")
                .end();
    }

    private static void grid(Svg svg, Axis axis) {
        for (int power = (int) axis.from(); power <= axis.to(); power++) {
            double x = axis.x(Math.pow(10, power));
            String anchor = power == (int) axis.to() ? "end" : "middle";
            svg.line("p-grid", x, TOP, x, BOTTOM).words(x, BOTTOM + 20, anchor, label(Math.pow(10, power)));
        }
    }

    private static void bars(Svg svg, Axis axis, double[] millis, double tightest) {
        int bins = (int) ((axis.to() - axis.from()) * BINS_A_DECADE);
        int[] counts = new int[bins];
        int highest = 1;
        for (double one : millis) {
            int bin = (int) ((Math.log10(Math.max(one, 0.01)) - axis.from()) * BINS_A_DECADE);
            int count = ++counts[Math.clamp(bin, 0, bins - 1)];
            highest = Math.max(highest, count);
        }
        double step = (double) (RIGHT - LEFT) / bins;
        for (int i = 0; i < bins; i++) {
            if (counts[i] > 0) {
                double height = Math.max(1.5, (double) counts[i] / highest * (BOTTOM - TOP));
                double from = Math.pow(10, axis.from() + (double) i / BINS_A_DECADE);
                svg.rectangle(
                        from >= tightest ? "p-bar-bad" : "p-bar",
                        LEFT + i * step + 0.5,
                        BOTTOM - height,
                        Math.max(1, step - 1),
                        height);
            }
        }
        svg.words(LEFT - 8, TOP + 5, "end", String.format(Locale.ROOT, "%,d", highest))
                .words(LEFT - 8, BOTTOM, "end", "0");
    }

    /** The labels stand on alternating rows, the last one to the right of its line where there is room. */
    private static void targets(Svg svg, Axis axis, List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            double x = axis.x(line.target());
            boolean right = i == lines.size() - 1 && x < RIGHT - LABEL;
            double y = 20 + 18.0 * (i % 2);
            svg.line("p-target", x, y - 12, x, BOTTOM)
                    .words(
                            x + (right ? 6 : -6),
                            y,
                            right ? "start" : "end",
                            line.name() + " ≤ " + label(line.target()) + " ms");
        }
    }

    private static String label(double millis) {
        return millis == Math.rint(millis)
                ? String.format(Locale.ROOT, "%,.0f", millis)
                : String.valueOf((float) millis);
    }

    /** Decades from left to right. */
    private record Axis(double from, double to) {
        Axis {
            to = Math.max(to, from + 1);
        }

        double x(double millis) {
            double share = (Math.log10(Math.max(millis, 0.001)) - from) / (to - from);
            return LEFT + Math.clamp(share, 0, 1) * (RIGHT - LEFT);
        }
    }
}
