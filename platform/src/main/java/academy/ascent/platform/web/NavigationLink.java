package academy.ascent.platform.web;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.site.Chrome;
import io.micronaut.core.order.Ordered;
import java.util.Optional;

/** A feature's link in the header; every bean of this type is asked, in its order. */
public interface NavigationLink extends Ordered {

    /** The link for this viewer, or empty if they have no use for it. */
    Optional<Chrome.Link> link(Optional<SignedIn> viewer);
}
