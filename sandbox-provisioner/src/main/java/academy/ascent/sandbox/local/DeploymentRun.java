package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.DeploymentWorkload;
import academy.ascent.sandbox.admission.PodTemplate;
import academy.ascent.sandbox.admission.RolloutHistory;
import java.util.List;
import java.util.function.ToIntFunction;

/** What is known of one Deployment from round to round. Not safe for use by several threads at once. */
final class DeploymentRun {
    private final RolloutHistory history = new RolloutHistory();
    private ReplicaSets sets = ReplicaSets.NONE;

    RolloutHistory history() {
        return history;
    }

    /**
     * Notes what one round of a rollout makes of the Deployment.
     *
     * @param create whether a template that is new becomes a revision already
     * @param more how many pods of the present template are to be made
     * @param there how many pods of each template stay
     */
    void roll(DeploymentWorkload deployment, boolean create, int more, ToIntFunction<PodTemplate> there) {
        history.observe(deployment, create);
        sets = sets.rolledOut(
                deployment,
                history.templates(),
                template -> there.applyAsInt(template) + (template.equals(deployment.template()) ? more : 0));
    }

    /** Forgets revisions that are too many, once a rollout is complete. */
    void completed(DeploymentWorkload deployment) {
        history.keep(deployment.revisionHistoryLimit(), deployment.template(), _ -> false);
    }

    /**
     * Notes one round of a Deployment that is paused. It makes no revision; of those without pods, the oldest that are too
     * many are forgotten.
     *
     * @param available how many pods of the present template are available
     * @return how many pods of each template there are to be
     */
    List<ReplicaSet> hold(DeploymentWorkload deployment, int available) {
        history.observe(deployment, false);
        sets = sets.among(history.templates()).paused(deployment, available);
        history.keep(deployment.revisionHistoryLimit(), deployment.template(), template -> sets.size(template) > 0);
        return sets.all();
    }
}
