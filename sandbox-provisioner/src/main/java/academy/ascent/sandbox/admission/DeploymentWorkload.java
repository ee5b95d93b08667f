package academy.ascent.sandbox.admission;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An admitted Deployment.
 *
 * @param maxSurge the most pods above {@code replicas} during an update
 * @param maxUnavailable the most pods below {@code replicas} that may be missing during an update
 * @param recreate whether all old pods end before the first new one starts
 * @param minReady how long a pod must be ready to count as available
 * @param revisionHistoryLimit how many earlier templates can be returned to
 * @param changeCause why its template is as it is
 */
public record DeploymentWorkload(
        String name,
        int replicas,
        int maxSurge,
        int maxUnavailable,
        boolean recreate,
        Duration minReady,
        Map<String, String> selector,
        int revisionHistoryLimit,
        Optional<String> changeCause,
        PodTemplate template)
        implements Workload {
    private static final String CHANGE_CAUSE = "kubernetes.io/change-cause";

    public DeploymentWorkload {
        selector = Map.copyOf(selector);
    }

    /** What annotations say of the cause of a change; an empty one is none. */
    public static Optional<String> changeCause(Map<String, String> annotations) {
        return Optional.ofNullable(annotations.get(CHANGE_CAUSE)).filter(cause -> !cause.isEmpty());
    }

    /** The same with the template of an earlier revision and what was said of it. */
    public DeploymentWorkload restored(PodTemplate earlier, Optional<String> cause) {
        return new DeploymentWorkload(
                name,
                replicas,
                maxSurge,
                maxUnavailable,
                recreate,
                minReady,
                selector,
                revisionHistoryLimit,
                cause,
                earlier);
    }

    @Override
    public String kind() {
        return "Deployment";
    }
}
