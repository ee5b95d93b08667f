package academy.ascent.platform.cohort;

import academy.ascent.platform.catalog.Catalog;
import academy.ascent.platform.catalog.Level;
import academy.ascent.site.Href;
import academy.ascent.site.cohort.Heading;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What the pages of cohorts have in common: their addresses, and the words for a level. */
@Singleton
final class CohortPages {
    static final Href ALL = Href.of("cohorts");
    static final Href NEW = Href.of("cohorts", "new");

    private final Catalog catalog;
    private final CohortRows rows;

    CohortPages(Catalog catalog, CohortRows rows) {
        this.catalog = catalog;
        this.rows = rows;
    }

    static Href of(long cohort) {
        return Href.of("cohorts", cohort);
    }

    static Href of(long cohort, String part) {
        return Href.of("cohorts", cohort, part);
    }

    String levelName(int level) {
        return catalog.level(level).map(Level::name).orElse("not published");
    }

    Heading heading(Cohort cohort) {
        var id = cohort.number();
        return new Heading(
                cohort.name(),
                cohort.level(),
                levelName(cohort.level()),
                Cohorts.days(cohort.startsOn(), cohort.endsOn()),
                rows.instructorName(id),
                of(id),
                of(id, "manage"),
                of(id, "policy"),
                of(id, "similarity"),
                cohort.isArchived() ? Optional.of(of(id, "restore")) : Optional.empty());
    }
}
