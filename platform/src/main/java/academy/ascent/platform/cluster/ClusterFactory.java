package academy.ascent.platform.cluster;

import academy.ascent.sandbox.cluster.ClusterSandboxes;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes the one client of the cluster; nothing is asked of it before somebody needs it. */
@Factory
@Requires(bean = ClusterConfig.class)
final class ClusterFactory {

    @Singleton
    @Bean(preDestroy = "close")
    ClusterSandboxes sandboxes(ClusterConfig config, InstantSource clock) {
        return ClusterSandboxes.of(config.kubeconfig(), config.settings(), config.patience(), clock);
    }
}
