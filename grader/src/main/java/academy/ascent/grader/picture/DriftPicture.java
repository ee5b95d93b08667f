package academy.ascent.grader.picture;

import java.util.List;
import java.util.OptionalInt;

/** One line a replayed stream: thick from where drift began, a tick where the monitor alarmed, and a cross where it went wrong. */
public final class DriftPicture {
    private static final int WIDTH = 480;
    private static final int LEFT = 84;
    private static final int RIGHT = 448;
    private static final int TOP = 40;
    private static final int ROW = 9;
    private static final int BAR = 6;
    private static final int THIN = 2;
    private static final int LABEL = 14;
    private static final int STEPS = 4;

    private DriftPicture() {}

    /**
     * One stream.
     *
     * @param label what drifts in it, or that nothing does
     * @param onset how many rows come before the drift
     * @param alarm how many rows had come when the first alarm was seen
     * @param right whether it went as asked
     */
    public record Strip(String label, OptionalInt onset, OptionalInt alarm, boolean right) {}

    /**
     * Draws the picture.
     *
     * @param title the finding
     * @param description the same in words, with the numbers
     * @param rows the length of a stream
     * @param strips of which those with the same label in a row are a group
     */
    public static String draw(String title, String description, int rows, List<Strip> strips) {
        List<Strip> sorted = strips.stream()
                .sorted((left, right) -> left.label().compareTo(right.label()))
                .toList();
        int bottom = TOP + ROW * sorted.size() + LABEL * (int) groups(sorted);
        Svg svg = new Svg(WIDTH, bottom + 48, title, description);
        svg.words(LEFT, 20, "start", "thick: drift; tick: first alarm").words(RIGHT + 26, 20, "end", "✕ wrong");
        for (int step = 0; step <= STEPS; step++) {
            double x = x(rows * step / STEPS, rows);
            svg.line("p-grid", x, TOP - 6, x, bottom)
                    .words(x, bottom + 18, "middle", String.valueOf(rows * step / STEPS));
        }
        double y = TOP;
        String last = "";
        for (Strip strip : sorted) {
            if (!strip.label().equals(last)) {
                y += LABEL;
                svg.words(LEFT - 6, y + BAR + 4, "end", clip(strip.label()));
                last = strip.label();
            }
            draw(svg, strip, y, rows);
            y += ROW;
        }
        return svg.words((LEFT + RIGHT) / 2.0, bottom + 40, "middle", "rows of the stream")
                .end();
    }

    private static void draw(Svg svg, Strip strip, double y, int rows) {
        String thin = bar(LEFT, y + (BAR - THIN) / 2.0, THIN);
        String thick = strip.onset().isPresent() ? bar(x(strip.onset().getAsInt(), rows), y, BAR) : "";
        svg.path(strip.right() ? "p-slot-ok" : "p-slot-bad", thin + thick);
        strip.alarm().ifPresent(alarm -> svg.line("p-tick", x(alarm, rows), y - 1, x(alarm, rows), y + BAR + 1));
        if (!strip.right()) {
            svg.words(RIGHT + 14, y + BAR + 1, "middle", "✕");
        }
    }

    private static String bar(double from, double y, int height) {
        return "M%s %sH%sv%dH%sz"
                .formatted(Svg.number(from), Svg.number(y), Svg.number(RIGHT), height, Svg.number(from));
    }

    private static long groups(List<Strip> strips) {
        return strips.stream().map(Strip::label).distinct().count();
    }

    private static String clip(String label) {
        return label.length() <= 11 ? label : label.substring(0, 10) + "…";
    }

    private static double x(int row, int rows) {
        return LEFT + (double) row / rows * (RIGHT - LEFT);
    }
}
