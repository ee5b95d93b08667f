package academy.ascent.site.regrade;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;

/**
 * Every regrade, newest first.
 *
 * @param versions the versions of labs that an administrator may have measured again
 */
public record RegradesPage(List<Item> items, List<Version> versions) implements Page {
    public RegradesPage {
        items = List.copyOf(items);
        versions = List.copyOf(versions);
    }

    @Override
    public String template() {
        return "regrade/regrades.jte";
    }

    @Override
    public String title() {
        return "Regrades";
    }

    /** One set; the state is a word such as {@code ready}. */
    public record Item(String title, Href href, String state, String detail, Instant at) {}

    /** A version of a lab, and where its regrade begins. */
    public record Version(String pin, String submissions, Instant latest, Href regrade) {}
}
