package academy.ascent.site.lab;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A file's versions, newest first, and the one that is looked at.
 *
 * @param restore where a form brings a version back
 */
public record HistoryPage(
        String lab, String path, Href back, Href restore, List<Version> versions, Optional<Shown> shown)
        implements Page {
    public HistoryPage {
        versions = List.copyOf(versions);
    }

    @Override
    public String template() {
        return "lab/history.jte";
    }

    @Override
    public String title() {
        return "History of " + path;
    }

    /**
     * One save.
     *
     * @param origin what made it, for a person
     * @param at empty for the starter
     */
    public record Version(
            int number, String origin, Optional<Instant> at, String size, Href href, boolean current, boolean shown) {}

    /** The version that is looked at. */
    public record Shown(int number, String text, boolean restorable) {}
}
