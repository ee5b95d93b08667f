package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import org.jspecify.annotations.Nullable;

/** The API server's validation of what a container does before it is told to end. */
final class LifecycleRules {
    private final long grace;
    private final Findings findings;

    /**
     * @param grace the pod's terminationGracePeriodSeconds
     */
    LifecycleRules(long grace, Findings findings) {
        this.grace = grace;
        this.findings = findings;
    }

    void check(String field, @Nullable Lifecycle lifecycle) {
        LifecycleHandler preStop = lifecycle == null ? null : lifecycle.getPreStop();
        if (preStop == null) {
            return;
        }
        if (preStop.getSleep() != null) {
            sleep(field + ".preStop.sleep", preStop.getSleep().getSeconds());
        } else if (preStop.getExec() == null && preStop.getHttpGet() == null && preStop.getTcpSocket() == null) {
            findings.add(field + ".preStop: Required value: must specify a handler type");
        }
    }

    private void sleep(String field, @Nullable Long seconds) {
        if (seconds == null) {
            findings.required(field + ".seconds");
        } else if (seconds < 0 || seconds > grace) {
            findings.invalid(
                    field, seconds, "must be non-negative and less than terminationGracePeriodSeconds (" + grace + ")");
        }
    }
}
