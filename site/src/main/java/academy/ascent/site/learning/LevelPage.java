package academy.ascent.site.learning;

import academy.ascent.site.Page;
import academy.ascent.site.catalog.Offer;
import java.util.List;
import java.util.Optional;

/**
 * One level: what it teaches, how far the viewer has come, what it costs.
 *
 * @param next the viewer's next step; empty for who has no place here
 */
public record LevelPage(
        int number,
        String name,
        String heading,
        String promise,
        String result,
        List<String> forEngineers,
        List<String> forFounders,
        List<String> notFor,
        List<String> prerequisites,
        String hours,
        String gate,
        Profile profile,
        List<ModuleView> modules,
        Offer offer,
        boolean member,
        Optional<Step> next)
        implements Page {
    public LevelPage {
        forEngineers = List.copyOf(forEngineers);
        forFounders = List.copyOf(forFounders);
        notFor = List.copyOf(notFor);
        prerequisites = List.copyOf(prerequisites);
        modules = List.copyOf(modules);
    }

    @Override
    public String template() {
        return "learning/level.jte";
    }

    @Override
    public String title() {
        return name + ": " + heading;
    }
}
