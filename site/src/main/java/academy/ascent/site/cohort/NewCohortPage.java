package academy.ascent.site.cohort;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.web.Field;
import java.util.List;

/**
 * The form for a new cohort.
 *
 * @param level the chosen one
 */
public record NewCohortPage(Field name, List<Level> levels, int level, Field startsOn, Field endsOn, Href action)
        implements Page {
    public NewCohortPage {
        levels = List.copyOf(levels);
    }

    @Override
    public String template() {
        return "cohort/new.jte";
    }

    @Override
    public String title() {
        return "New cohort";
    }

    /** A level to choose. */
    public record Level(int number, String name) {}
}
