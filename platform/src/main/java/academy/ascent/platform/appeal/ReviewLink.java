package academy.ascent.platform.appeal;

import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.NavigationLink;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Leads instructors to what needs a person. */
@Singleton
final class ReviewLink implements NavigationLink {

    @Override
    public Optional<Chrome.Link> link(Optional<SignedIn> viewer) {
        return viewer.filter(person -> person.is(Role.INSTRUCTOR))
                .map(_ -> new Chrome.Link("Review", Href.of("review")));
    }

    @Override
    public int getOrder() {
        return 810;
    }
}
