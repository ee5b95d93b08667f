package academy.ascent.site.cohort;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.web.Field;
import java.util.List;

/**
 * What counts in a cohort, to be changed.
 *
 * @param save where the form is sent
 */
public record PolicyPage(Heading heading, Field lateDays, List<Row> labs, Href save) implements Page {
    public PolicyPage {
        labs = List.copyOf(labs);
    }

    @Override
    public String template() {
        return "cohort/policy.jte";
    }

    @Override
    public String title() {
        return "What counts in " + heading.name();
    }

    /**
     * A lab of the level.
     *
     * @param counts the name of the field that says which result counts
     * @param last whether the last one does, instead of the best
     * @param regrade where everything that was handed in for it is measured again
     */
    public record Row(String title, String counts, Field due, boolean last, Href regrade) {}
}
