package academy.ascent.site.lab;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.util.List;

/** Every lab, by level, with how far the viewer is. */
public record LabsPage(List<Level> levels) implements Page {
    public LabsPage {
        levels = List.copyOf(levels);
    }

    @Override
    public String template() {
        return "lab/labs.jte";
    }

    @Override
    public String title() {
        return "Labs";
    }

    /**
     * The labs of a level.
     *
     * @param mine whether the viewer may work there
     */
    public record Level(int number, String name, boolean mine, List<Row> labs) {
        public Level {
            labs = List.copyOf(labs);
        }
    }

    /**
     * A lab of the list.
     *
     * @param state a word such as {@code passed}, or empty if nothing was handed in
     * @param result for example {@code 85 of 100 points}, or empty
     */
    public record Row(String title, String summary, int minutes, String state, String result, Href href) {}
}
