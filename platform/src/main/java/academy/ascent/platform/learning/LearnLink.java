package academy.ascent.platform.learning;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.NavigationLink;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Leads whoever is signed in to their dashboard. */
@Singleton
final class LearnLink implements NavigationLink {
    @Override
    public Optional<Chrome.Link> link(Optional<SignedIn> viewer) {
        return viewer.map(_ -> new Chrome.Link("Learn", Href.of("learn")));
    }

    @Override
    public int getOrder() {
        return 10;
    }
}
