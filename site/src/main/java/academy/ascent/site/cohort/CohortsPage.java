package academy.ascent.site.cohort;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.util.List;

/** The cohorts that an instructor teaches, or all of them. */
public record CohortsPage(List<Item> running, List<Item> archived, Href make) implements Page {
    public CohortsPage {
        running = List.copyOf(running);
        archived = List.copyOf(archived);
    }

    @Override
    public String template() {
        return "cohort/cohorts.jte";
    }

    @Override
    public String title() {
        return "Cohorts";
    }

    /** One cohort. */
    public record Item(
            String name, Href href, int level, String levelName, String days, String instructor, long members) {

        public String size() {
            return members == 1 ? "1 member" : members + " members";
        }
    }
}
