package academy.ascent.site.cohort;

import academy.ascent.site.Href;
import java.util.Optional;

/**
 * What stands above every page of a cohort.
 *
 * @param level 1 to 4
 * @param levelName for example {@code BUILD}
 * @param days when it runs, in words
 * @param instructor who teaches it
 * @param restore where to send it back from the archive; empty unless it is archived
 */
public record Heading(
        String name,
        int level,
        String levelName,
        String days,
        String instructor,
        Href results,
        Href manage,
        Href policy,
        Href similarity,
        Optional<Href> restore) {}
