package academy.ascent.site.lab;

import academy.ascent.site.Href;
import academy.ascent.site.Page;

/** Says what to buy before a lab opens. */
public record LockedLabPage(String title, String summary, int level, int minutes, int points, Href pricing)
        implements Page {
    @Override
    public String template() {
        return "lab/locked.jte";
    }
}
