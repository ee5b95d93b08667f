package academy.ascent.site.cohort;

import academy.ascent.site.Page;
import java.time.Instant;

/**
 * A fresh invitation link, shown this one time.
 *
 * @param link the whole address
 * @param places how many may join by it, in words
 */
public record LinkPage(Heading heading, String link, String places, Instant expires) implements Page {

    @Override
    public String template() {
        return "cohort/link.jte";
    }

    @Override
    public String title() {
        return "Invitation to " + heading.name();
    }
}
