package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import java.time.Instant;

/**
 * A sandbox that is nobody's yet.
 *
 * @param place what it is on the cluster, which it keeps when it becomes somebody's
 * @param sandboxClass the name of its class
 * @param isReady false while it is being made
 * @param begun when its making began
 */
public record WarmSandbox(
        SandboxName place, String sandboxClass, Isolation isolation, boolean isReady, Instant begun) {}
