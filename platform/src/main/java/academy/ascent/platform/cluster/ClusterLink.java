package academy.ascent.platform.cluster;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.NavigationLink;
import academy.ascent.site.Chrome;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Leads people to their place on the cluster. */
@Singleton
@Requires(bean = ClusterConfig.class)
final class ClusterLink implements NavigationLink {

    @Override
    public Optional<Chrome.Link> link(Optional<SignedIn> viewer) {
        return viewer.map(_ -> new Chrome.Link("Cluster", ClusterController.HERE));
    }

    @Override
    public int getOrder() {
        return 25;
    }
}
