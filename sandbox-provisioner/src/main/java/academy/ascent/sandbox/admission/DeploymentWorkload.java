package academy.ascent.sandbox.admission;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An admitted Deployment.
 *
 * @param surge the most pods above {@code replicas} during an update
 * @param unavailable the most pods below {@code replicas} that may be missing during an update
 * @param recreate whether all old pods end before the first new one starts
 * @param paused whether a new template waits
 * @param minReady how long a pod must be ready to count as available
 * @param revisionHistoryLimit how many earlier templates can be returned to
 * @param changeCause why its template is as it is
 */
public record DeploymentWorkload(
        String name,
        int replicas,
        Share surge,
        Share unavailable,
        boolean recreate,
        boolean paused,
        Duration minReady,
        Map<String, String> selector,
        int revisionHistoryLimit,
        Optional<String> changeCause,
        PodTemplate template)
        implements ScalableWorkload {
    private static final String CHANGE_CAUSE = "kubernetes.io/change-cause";

    public DeploymentWorkload {
        selector = Map.copyOf(selector);
    }

    /** What annotations say of the cause of a change; an empty one is none. */
    public static Optional<String> changeCause(Map<String, String> annotations) {
        return Optional.ofNullable(annotations.get(CHANGE_CAUSE)).filter(cause -> !cause.isEmpty());
    }

    /** The same with another template. */
    public DeploymentWorkload of(PodTemplate other) {
        return restored(other, changeCause);
    }

    /** The same with the template of an earlier revision and what was said of it. */
    public DeploymentWorkload restored(PodTemplate earlier, Optional<String> cause) {
        return with(replicas, cause, earlier);
    }

    /** The most pods above {@code replicas} during an update; none where all old pods end first. */
    public int maxSurge() {
        return recreate ? 0 : surge.of(replicas, true);
    }

    /** The most pods below {@code replicas} that may be missing during an update, which could not go on without any. */
    public int maxUnavailable() {
        int missing = unavailable.of(replicas, false);
        return missing == 0 && maxSurge() == 0 ? 1 : missing;
    }

    @Override
    public DeploymentWorkload scaled(int count) {
        return with(count, changeCause, template);
    }

    private DeploymentWorkload with(int count, Optional<String> cause, PodTemplate other) {
        return new DeploymentWorkload(
                name,
                count,
                surge,
                unavailable,
                recreate,
                paused,
                minReady,
                selector,
                revisionHistoryLimit,
                cause,
                other);
    }

    @Override
    public String kind() {
        return "Deployment";
    }
}
