package academy.ascent.platform.regrade;

import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.NavigationLink;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Leads instructors to their regrades. */
@Singleton
final class RegradesLink implements NavigationLink {

    @Override
    public Optional<Chrome.Link> link(Optional<SignedIn> viewer) {
        return viewer.filter(person -> person.is(Role.INSTRUCTOR))
                .map(_ -> new Chrome.Link("Regrades", Href.of("regrades")));
    }

    @Override
    public int getOrder() {
        return 820;
    }
}
