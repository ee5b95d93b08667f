package academy.ascent.sandbox.cluster;

import java.util.function.Consumer;

/**
 * What is done for a sandbox now.
 *
 * @param step each is told before it is begun, a wait again when its reason changes
 * @param line for people, for example {@code waiting for the quota cpu-small: it is not yet enforced}
 */
public record Progress(Step step, String line) {
    /** For those who want to hear nothing. */
    public static final Consumer<Progress> UNHEARD = progress -> {};

    /** The steps of opening, suspending and resuming. */
    public enum Step {
        LOOKING,
        WAITING_FOR_REMOVAL,
        CHOOSING,
        TAKING,
        TAKEN,
        MAKING_NAMESPACE,
        RECORDING_INTENT,
        ALLOWING_PODS,
        WAKING_WORKLOADS,
        MAKING_BOUNDS,
        WAITING_FOR_QUOTA,
        MAKING_WORKLOADS,
        WAITING_FOR_CONTROL_PLANE,
        STOPPING_WORKLOADS,
        WAITING_FOR_PODS,
        RECORDING_OUTCOME,
        REFUSED
    }
}
