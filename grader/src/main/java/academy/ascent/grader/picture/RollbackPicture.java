package academy.ascent.grader.picture;

import java.util.List;

/** One time line a way of being bad: marked where a request met the bad arm, with the time by which that must end. */
public final class RollbackPicture {
    private static final int WIDTH = 480;
    private static final int LEFT = 72;
    private static final int RIGHT = 468;
    private static final int TOP = 56;
    private static final int ROW = 28;
    private static final int BAR = 18;
    private static final int MARK = 4;
    private static final double SLOT_FILL = 0.85;

    private RollbackPicture() {}

    /**
     * One way of being bad.
     *
     * @param met for each slot from the first request on, whether a request met the bad arm
     */
    public record Strip(String name, List<Boolean> met) {
        public Strip {
            met = List.copyOf(met);
        }
    }

    /**
     * Draws the picture.
     *
     * @param title the finding
     * @param description the same in words, with the numbers
     * @param slotSeconds how long a slot is
     * @param withinSeconds by when the bad arm must be out
     */
    public static String draw(
            String title, String description, List<Strip> strips, double slotSeconds, double withinSeconds) {
        int slots = strips.stream().mapToInt(strip -> strip.met().size()).max().orElse(1);
        double step = (double) (RIGHT - LEFT) / slots;
        int bottom = TOP + strips.size() * ROW;
        Svg svg = new Svg(WIDTH, bottom + 48, title, description);
        svg.words(LEFT, 20, "start", "marked: a request met the bad arm");
        seconds(svg, slots * slotSeconds, step / slotSeconds, bottom);
        for (int row = 0; row < strips.size(); row++) {
            Strip strip = strips.get(row);
            double y = TOP + row * ROW;
            svg.words(LEFT - 6, y + BAR - 5, "end", strip.name());
            svg.path("p-slot-ok", slots(strip, false, y, step)).path("p-slot-bad", slots(strip, true, y, step));
        }
        double limit = LEFT + Math.min(withinSeconds / slotSeconds, slots) * step;
        return svg.line("p-target", limit, TOP - 12, limit, bottom)
                .words(limit, TOP - 16, "middle", "out by here")
                .words((LEFT + RIGHT) / 2.0, bottom + 40, "middle", "seconds from the first request")
                .end();
    }

    private static void seconds(Svg svg, double whole, double width, int bottom) {
        int every = whole > 30 ? 10 : whole > 12 ? 5 : 1;
        for (int second = 0; second <= whole; second += every) {
            double x = LEFT + second * width;
            svg.line("p-grid", x, TOP - 6, x, bottom).words(x, bottom + 18, "middle", String.valueOf(second));
        }
    }

    private static String slots(Strip strip, boolean met, double y, double step) {
        StringBuilder data = new StringBuilder();
        String width = Svg.number(Math.max(0.8, step * SLOT_FILL));
        int more = met ? MARK : 0;
        for (int i = 0; i < strip.met().size(); i++) {
            if (strip.met().get(i) == met) {
                data.append("M%s %sh%sv%dh-%sz"
                        .formatted(Svg.number(LEFT + i * step), Svg.number(y - more), width, BAR + more, width));
            }
        }
        return data.toString();
    }
}
