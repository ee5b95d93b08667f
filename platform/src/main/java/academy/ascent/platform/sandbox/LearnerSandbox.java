package academy.ascent.platform.sandbox;

import academy.ascent.sandbox.SandboxName;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What should be of a learner's sandbox.
 *
 * @param learner their name
 * @param sandboxClass the name of its class
 * @param usedAt when the learner last did something in it
 * @param extensions how often its lifetime was begun anew
 * @param deployment counts how often files were deployed into it; each time they get a fresh place
 * @param suspendedWhy for the learner; null while it is not suspended
 * @param closedWhy likewise; null while it is open
 */
@Introspected
public record LearnerSandbox(
        long id,
        long accountId,
        String learner,
        String lab,
        String sandboxClass,
        Instant openedAt,
        Instant usedAt,
        Instant expiresAt,
        int extensions,
        int deployment,
        @Nullable Instant suspendedAt,
        @Nullable String suspendedWhy,
        @Nullable Instant closedAt,
        @Nullable String closedWhy) {

    /** Whether its processes were ended; its learner can deploy again. */
    public boolean isSuspended() {
        return suspendedAt != null;
    }

    /** Of the place into which this deployment goes. */
    SandboxName place() {
        return new SandboxName("learner-" + id + "-" + deployment);
    }
}
