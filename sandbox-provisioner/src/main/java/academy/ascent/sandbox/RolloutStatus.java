package academy.ascent.sandbox;

/**
 * How far a Deployment or StatefulSet has come towards its present pod template, as {@code kubectl rollout status} tells it.
 *
 * @param workload the Deployment or StatefulSet
 * @param replicas how many pods it asks for
 * @param updated how many pods of the present template there are
 * @param available how many of these have been ready for as long as it asks
 * @param old how many pods of an earlier template have not yet been told to end
 * @param paused whether a new template waits until it is resumed
 */
public record RolloutStatus(String workload, int replicas, int updated, int available, int old, boolean paused) {

    /** Whether nothing is left to do but to wait for old pods to end. */
    public boolean isComplete() {
        return old == 0 && updated == replicas && available == replicas;
    }
}
