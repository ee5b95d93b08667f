package academy.ascent.platform.catalog;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.NavigationLink;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Everyone may see what things cost. */
@Singleton
final class PricingLink implements NavigationLink {
    @Override
    public Optional<Chrome.Link> link(Optional<SignedIn> viewer) {
        return Optional.of(new Chrome.Link("Pricing", Href.of("pricing")));
    }

    @Override
    public int getOrder() {
        return 30;
    }
}
