package academy.ascent.platform.catalog;

import academy.ascent.site.Href;
import academy.ascent.site.catalog.Offer;

/** Says what is sold as pages show it. */
public final class Offers {
    private Offers() {}

    /** A level's offer; one that is closed says what is missing. */
    public static Offer of(Level level) {
        var tier = level.tier();
        return new Offer(
                level.number(),
                level.name(),
                tier.name(),
                tier.format(),
                tier.price().text(),
                tier.open() ? "" : missing(level),
                tier.includes(),
                tier.compute(),
                tier.retakes(),
                tier.humanHours(),
                tier.refund(),
                Href.of("buy", tier.id()));
    }

    /** How much of a level can be read today. */
    public static String published(Level level) {
        var modules = level.modules().stream().filter(CourseModule::published).count();
        var labs = level.modules().stream()
                .filter(module -> module.lab().isPresent())
                .count();
        if (modules == 0) {
            return "Nothing of its " + level.modules().size() + " modules is published yet.";
        }
        return modules + " of " + level.modules().size() + " modules published: "
                + level.lessons().size() + " lessons, " + labs + (labs == 1 ? " lab." : " labs.");
    }

    /** The hours of a level, which are a plan where nothing is published. */
    public static String hours(Level level) {
        return level.hours() + (level.hoursPlanned() ? " hours planned" : " hours of what is published");
    }

    private static String missing(Level level) {
        return "Not on sale. " + published(level);
    }
}
