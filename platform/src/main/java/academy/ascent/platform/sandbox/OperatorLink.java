package academy.ascent.platform.sandbox;

import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.NavigationLink;
import academy.ascent.site.Chrome;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Leads operators to the sandboxes. */
@Singleton
final class OperatorLink implements NavigationLink {

    @Override
    public Optional<Chrome.Link> link(Optional<SignedIn> viewer) {
        return viewer.filter(person -> person.is(Role.ADMIN))
                .map(_ -> new Chrome.Link("Sandboxes", OperatorController.HERE));
    }

    @Override
    public int getOrder() {
        return 910;
    }
}
