package academy.ascent.site.similarity;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.cohort.Heading;
import java.util.List;

/** The labs of a cohort whose work can be compared. */
public record LabsPage(Heading heading, List<Item> items) implements Page {
    public LabsPage {
        items = List.copyOf(items);
    }

    @Override
    public String template() {
        return "similarity/labs.jte";
    }

    @Override
    public String title() {
        return "Similarity in " + heading.name();
    }

    /** A lab; the state is a word such as {@code compared}. */
    public record Item(String title, Href href, String detail, String state) {}
}
