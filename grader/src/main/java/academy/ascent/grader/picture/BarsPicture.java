package academy.ascent.grader.picture;

import java.util.List;
import java.util.Locale;

/** One bar an amount, stacked from its parts, against the most that is allowed. */
public final class BarsPicture {
    private static final int WIDTH = 480;
    private static final int LEFT = 12;
    private static final int RIGHT = 460;
    private static final int TOP = 28;
    private static final int ROW = 48;
    private static final int BAR = 18;
    private static final int WORDS = 16;
    /** How much of the axis the greatest amount takes. */
    private static final double FILLED = 0.92;
    /** Between two marks of the axis lies at least this share of it. */
    private static final double STEP = 0.15;

    private BarsPicture() {}

    /**
     * An amount.
     *
     * @param words its name and its numbers
     * @param parts stacked from the left, two at most
     * @param low lower end of the interval in which it lies, {@code high} if there is none
     * @param high upper end of it
     */
    public record Bar(String words, List<Double> parts, double low, double high) {
        public Bar {
            parts = List.copyOf(parts);
        }

        /** An amount that is known. */
        public static Bar of(String words, List<Double> parts) {
            return new Bar(words, parts, 0, 0);
        }

        /** The same amount, measured with an interval. */
        public Bar between(double from, double to) {
            return new Bar(words, parts, from, to);
        }

        private double sum() {
            return parts.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /**
     * Draws the picture.
     *
     * @param title the finding
     * @param description the same in words, with the numbers
     * @param axis what the axis counts
     * @param target the most that is allowed
     */
    public static String draw(String title, String description, String axis, List<Bar> bars, double target) {
        double most = bars.stream()
                .mapToDouble(bar -> Math.max(bar.sum(), bar.high()))
                .reduce(target, Math::max);
        double scale = (RIGHT - LEFT) * FILLED / most;
        int bottom = TOP + bars.size() * ROW;
        Svg svg = new Svg(WIDTH, bottom + 48, title, description);
        grid(svg, most / FILLED, scale, bottom);
        for (int row = 0; row < bars.size(); row++) {
            bar(svg, bars.get(row), TOP + row * ROW, scale, target);
        }
        double limit = LEFT + target * scale;
        boolean left = limit > (LEFT + RIGHT) / 2.0;
        return svg.line("p-target", limit, TOP - 20, limit, bottom)
                .words(limit + (left ? -6 : 6), TOP - 10, left ? "end" : "start", "at most " + label(target))
                .line("p-axis", LEFT, bottom, RIGHT, bottom)
                .words((LEFT + RIGHT) / 2.0, bottom + 40, "middle", axis)
                .end();
    }

    private static void grid(Svg svg, double whole, double scale, int bottom) {
        double step = step(whole);
        for (int i = 0; i * step <= whole; i++) {
            double x = LEFT + i * step * scale;
            svg.line("p-grid", x, TOP, x, bottom).words(x, bottom + 18, i == 0 ? "start" : "middle", label(i * step));
        }
    }

    private static void bar(Svg svg, Bar bar, double top, double scale, double target) {
        double y = top + WORDS + 6;
        svg.words(LEFT, top + WORDS, "start", bar.words());
        double x = LEFT;
        for (int i = 0; i < bar.parts().size(); i++) {
            double width = bar.parts().get(i) * scale;
            svg.rectangle(i == 0 ? "p-bar" : "p-slot-ok", x, y, width, BAR);
            x += width;
        }
        if (bar.high() > bar.low()) {
            boolean beyond = bar.low() > target;
            double from = LEFT + bar.low() * scale;
            svg.rectangle(
                    beyond ? "p-bar-bad" : "p-band",
                    from,
                    y - 3,
                    Math.max(2, (bar.high() - bar.low()) * scale),
                    BAR + 6);
        }
    }

    /** 1, 2 or 5 times a power of ten. */
    private static double step(double whole) {
        double power = Math.pow(10, Math.floor(Math.log10(whole * STEP)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= whole * STEP) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String label(double value) {
        return String.format(Locale.ROOT, "%.6f", value).replaceAll("\\.?0+$", "");
    }
}
