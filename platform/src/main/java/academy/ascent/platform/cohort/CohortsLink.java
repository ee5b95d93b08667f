package academy.ascent.platform.cohort;

import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.NavigationLink;
import academy.ascent.site.Chrome;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Leads instructors to their cohorts. */
@Singleton
final class CohortsLink implements NavigationLink {

    @Override
    public Optional<Chrome.Link> link(Optional<SignedIn> viewer) {
        return viewer.filter(person -> person.is(Role.INSTRUCTOR))
                .map(_ -> new Chrome.Link("Cohorts", CohortPages.ALL));
    }

    @Override
    public int getOrder() {
        return 800;
    }
}
