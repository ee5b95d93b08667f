package academy.ascent.sandbox.admission;

import java.time.Duration;
import java.util.Map;

/**
 * An admitted Deployment.
 *
 * @param maxSurge the most pods above {@code replicas} during an update
 * @param maxUnavailable the most pods below {@code replicas} that may be missing during an update
 * @param recreate whether all old pods end before the first new one starts
 * @param minReady how long a pod must be ready to count as available
 */
public record DeploymentWorkload(
        String name,
        int replicas,
        int maxSurge,
        int maxUnavailable,
        boolean recreate,
        Duration minReady,
        Map<String, String> selector,
        PodTemplate template)
        implements Workload {
    public DeploymentWorkload {
        selector = Map.copyOf(selector);
    }

    @Override
    public String kind() {
        return "Deployment";
    }
}
