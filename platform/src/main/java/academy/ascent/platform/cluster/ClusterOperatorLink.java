package academy.ascent.platform.cluster;

import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.NavigationLink;
import academy.ascent.site.Chrome;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Leads operators to the sandboxes on the cluster. */
@Singleton
@Requires(bean = ClusterConfig.class)
final class ClusterOperatorLink implements NavigationLink {

    @Override
    public Optional<Chrome.Link> link(Optional<SignedIn> viewer) {
        return viewer.filter(person -> person.is(Role.ADMIN))
                .map(_ -> new Chrome.Link("On the cluster", ClusterOperatorController.HERE));
    }

    @Override
    public int getOrder() {
        return 911;
    }
}
