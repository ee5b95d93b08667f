package academy.ascent.site.catalog;

import academy.ascent.site.Href;
import java.util.List;

/**
 * What is sold for a level.
 *
 * @param price as people read it
 * @param closed why it cannot be bought yet; empty where it can
 * @param buy where the form of the button goes
 */
public record Offer(
        int level,
        String levelName,
        String name,
        String format,
        String price,
        String closed,
        List<String> includes,
        String compute,
        String retakes,
        String humanHours,
        String refund,
        Href buy) {
    public Offer {
        includes = List.copyOf(includes);
    }

    public boolean open() {
        return closed.isEmpty();
    }
}
