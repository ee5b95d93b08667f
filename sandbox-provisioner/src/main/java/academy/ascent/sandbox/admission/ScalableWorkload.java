package academy.ascent.sandbox.admission;

/** An admitted object whose number of pods can be set. */
public sealed interface ScalableWorkload extends Workload permits DeploymentWorkload, StatefulWorkload {

    /** The same with another number of pods. */
    ScalableWorkload scaled(int replicas);
}
