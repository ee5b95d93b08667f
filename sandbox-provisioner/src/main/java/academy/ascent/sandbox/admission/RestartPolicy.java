package academy.ascent.sandbox.admission;

/** When a pod's container is started again after it has ended. */
public enum RestartPolicy {
    ALWAYS,
    ON_FAILURE,
    NEVER;

    /** Whether a container that ended so is not started again. */
    public boolean isOver(int exitCode) {
        return switch (this) {
            case ALWAYS -> false;
            case ON_FAILURE -> exitCode == 0;
            case NEVER -> true;
        };
    }
}
