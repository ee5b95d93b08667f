package academy.ascent.platform.account;

import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.NavigationLink;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Leads administrators to the people. */
@Singleton
final class PeopleLink implements NavigationLink {

    @Override
    public Optional<Chrome.Link> link(Optional<SignedIn> viewer) {
        return viewer.filter(person -> person.is(Role.ADMIN))
                .map(_ -> new Chrome.Link("People", Href.of("admin", "people")));
    }

    @Override
    public int getOrder() {
        return 900;
    }
}
