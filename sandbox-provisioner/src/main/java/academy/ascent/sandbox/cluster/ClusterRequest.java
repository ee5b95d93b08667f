package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;

/**
 * What to open on a cluster.
 *
 * @param owner whose it is: at most 63 letters, digits, dots, dashes and underscores
 * @param isolation what the learner works in; stays as it was opened, as owner and class do
 */
public record ClusterRequest(SandboxName name, SandboxClass sandboxClass, String owner, Isolation isolation) {

    public ClusterRequest {
        if (WarmPool.isPlace(name)) {
            throw new IllegalArgumentException("Not a name for a sandbox, since those made ahead have such: " + name);
        }
    }

    /** The same where its name says. */
    ClusterSandbox sandbox() {
        return at(name);
    }

    ClusterSandbox at(SandboxName place) {
        return new ClusterSandbox(place, ClusterClass.of(sandboxClass), owner, isolation);
    }
}
