package academy.ascent.platform.lab;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.NavigationLink;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
final class LabsLink implements NavigationLink {
    @Override
    public Optional<Chrome.Link> link(Optional<SignedIn> viewer) {
        return viewer.map(_ -> new Chrome.Link("Labs", Href.of("labs")));
    }

    @Override
    public int getOrder() {
        return 20;
    }
}
