package academy.ascent.grader.picture;

import java.util.List;

/** One strip of 100 ms slots an event: filled where every request was answered, marked and higher where one failed. */
public final class StripPicture {
    private static final int WIDTH = 480;
    private static final int LEFT = 44;
    private static final int RIGHT = 468;
    private static final int TOP = 40;
    private static final int ROW = 24;
    private static final int BAR = 16;
    private static final double SLOT_SECONDS = 0.1;
    private static final int MARK = 3;
    private static final double SLOT_FILL = 0.85;

    private StripPicture() {}

    /**
     * What the strips have in common.
     *
     * @param event what happens at their beginning
     * @param tick what the tick on each marks
     * @param axis what the seconds below are counted from
     */
    public record Words(String event, String tick, String axis) {}

    /**
     * One event.
     *
     * @param label at most seven letters
     * @param failed for each slot from the event on, whether a request failed
     * @param tickSeconds when it was over
     */
    public record Strip(String label, List<Boolean> failed, double tickSeconds) {
        public Strip {
            failed = List.copyOf(failed);
        }
    }

    /**
     * Draws the picture.
     *
     * @param title the finding
     * @param description the same in words, with the numbers
     */
    public static String draw(String title, String description, Words words, List<Strip> strips) {
        int slots =
                strips.stream().mapToInt(strip -> strip.failed().size()).max().orElse(1);
        double step = (double) (RIGHT - LEFT) / slots;
        int bottom = TOP + strips.size() * ROW;
        Svg svg = new Svg(WIDTH, bottom + 48, title, description);
        svg.words(LEFT, 20, "start", words.event()).words(RIGHT, 20, "end", "100 ms a slot; the tick: " + words.tick());
        seconds(svg, slots, step, bottom);
        for (int row = 0; row < strips.size(); row++) {
            Strip strip = strips.get(row);
            double y = TOP + row * ROW;
            svg.words(LEFT - 6, y + BAR - 4, "end", strip.label());
            svg.path("p-slot-ok", slots(strip, false, y, step)).path("p-slot-bad", slots(strip, true, y, step));
            double tick = LEFT + Math.min(strip.tickSeconds() / SLOT_SECONDS, slots) * step;
            svg.line("p-tick", tick, y - 4, tick, y + BAR + 4);
        }
        return svg.line("p-fault", LEFT, TOP - 12, LEFT, bottom)
                .words((LEFT + RIGHT) / 2.0, bottom + 40, "middle", words.axis())
                .end();
    }

    private static void seconds(Svg svg, int slots, double step, int bottom) {
        int seconds = (int) (slots * SLOT_SECONDS);
        int every = seconds > 30 ? 10 : seconds > 12 ? 5 : 1;
        for (int second = 0; second <= seconds; second += every) {
            double x = LEFT + second / SLOT_SECONDS * step;
            svg.line("p-grid", x, TOP - 6, x, bottom).words(x, bottom + 18, "middle", String.valueOf(second));
        }
    }

    private static String slots(Strip strip, boolean failed, double y, double step) {
        StringBuilder data = new StringBuilder();
        String width = Svg.number(Math.max(0.8, step * SLOT_FILL));
        int more = failed ? MARK : 0;
        for (int i = 0; i < strip.failed().size(); i++) {
            if (strip.failed().get(i) == failed) {
                data.append("M%s %sh%sv%dh-%sz"
                        .formatted(Svg.number(LEFT + i * step), Svg.number(y - more), width, BAR + more, width));
            }
        }
        return data.toString();
    }
}
