package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Term;
import java.time.Duration;
import java.time.Instant;

/** What is due for a sandbox at a moment. */
enum Due {
    NOTHING,
    SUSPEND,
    /** Somebody began to suspend or to resume it and did not come to the end. */
    GO_ON,
    CLOSE;

    private static final Duration ABANDONED = Duration.ofDays(1);

    /**
     * A sandbox past its lifetime is closed, and so is one whose opening nobody has gone on with for its idle time, or for a
     * day if it has none; one that is open and idle is suspended.
     */
    static Due at(Instant now, ClusterSandboxStatus status) {
        if (status.phase() == Phase.CLOSING) {
            return NOTHING;
        }
        if (status.term().filter(term -> !now.isBefore(term.expires())).isPresent()) {
            return CLOSE;
        }
        boolean idle = status.term().filter(term -> isIdle(now, status, term)).isPresent();
        return switch (status.phase()) {
            case OPENING -> idle || isAbandoned(now, status) ? CLOSE : NOTHING;
            case OPEN -> idle ? SUSPEND : NOTHING;
            case RESUMING -> idle ? SUSPEND : GO_ON;
            case SUSPENDING -> GO_ON;
            case SUSPENDED, CLOSING -> NOTHING;
        };
    }

    private static boolean isIdle(Instant now, ClusterSandboxStatus status, Term term) {
        return !now.isBefore(status.lastUsed().plus(term.idle()));
    }

    private static boolean isAbandoned(Instant now, ClusterSandboxStatus status) {
        return !now.isBefore(status.lastUsed().plus(ABANDONED));
    }
}
