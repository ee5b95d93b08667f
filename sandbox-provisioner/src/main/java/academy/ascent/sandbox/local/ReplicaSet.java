package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.DeploymentWorkload;
import academy.ascent.sandbox.admission.PodTemplate;

/**
 * How many pods of one template a Deployment has its ReplicaSet keep.
 *
 * @param desired how many the Deployment asked for when the size was set
 * @param most how many it allowed then, during an update
 */
record ReplicaSet(PodTemplate template, int size, int desired, int most) {

    /** One of a size that the Deployment gives it now. */
    static ReplicaSet of(PodTemplate template, int size, DeploymentWorkload deployment) {
        return new ReplicaSet(template, size, deployment.replicas(), deployment.replicas() + deployment.maxSurge());
    }

    ReplicaSet scaled(int to, DeploymentWorkload deployment) {
        return of(template, to, deployment);
    }

    boolean isActive() {
        return size > 0;
    }
}
