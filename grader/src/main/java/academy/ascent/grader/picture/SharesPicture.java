package academy.ascent.grader.picture;

import java.util.List;

/** One row an arm: the band that its share may lie in, the interval that it does lie in, and the share that was counted. */
public final class SharesPicture {
    private static final int WIDTH = 480;
    private static final int LEFT = 96;
    private static final int RIGHT = 460;
    private static final int TOP = 40;
    private static final int ROW = 44;
    private static final int BAND = 24;
    private static final int TICK = 8;

    private SharesPicture() {}

    /** An arm; all are shares from 0 to 1. */
    public record Bar(String name, double share, double low, double high, double bandLow, double bandHigh) {}

    /**
     * Draws the picture.
     *
     * @param title the finding
     * @param description the same in words, with the numbers
     */
    public static String draw(String title, String description, List<Bar> bars) {
        int bottom = TOP + bars.size() * ROW;
        Svg svg = new Svg(WIDTH, bottom + 48, title, description);
        svg.words(LEFT, 20, "start", "band: what is asked; line: where the share lies");
        for (int percent = 0; percent <= 100; percent += 20) {
            double x = x(percent / 100.0);
            svg.line("p-grid", x, TOP - 6, x, bottom).words(x, bottom + 18, "middle", String.valueOf(percent));
        }
        for (int row = 0; row < bars.size(); row++) {
            Bar bar = bars.get(row);
            double y = TOP + row * ROW + ROW / 2.0;
            boolean inside = bar.low() >= bar.bandLow() && bar.high() <= bar.bandHigh();
            svg.words(LEFT - 8, y + 4, "end", bar.name());
            svg.rectangle("p-band", x(bar.bandLow()), y - BAND / 2.0, x(bar.bandHigh()) - x(bar.bandLow()), BAND);
            svg.rectangle(
                    inside ? "p-bar" : "p-bar-bad", x(bar.low()), y - 2, Math.max(2, x(bar.high()) - x(bar.low())), 4);
            svg.line("p-tick", x(bar.share()), y - TICK, x(bar.share()), y + TICK);
        }
        return svg.line("p-axis", LEFT, bottom, RIGHT, bottom)
                .words((LEFT + RIGHT) / 2.0, bottom + 40, "middle", "share, %")
                .end();
    }

    private static double x(double share) {
        return LEFT + Math.clamp(share, 0, 1) * (RIGHT - LEFT);
    }
}
