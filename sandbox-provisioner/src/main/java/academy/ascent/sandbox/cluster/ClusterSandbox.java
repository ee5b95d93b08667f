package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import java.util.Optional;

/**
 * A sandbox as it is to be on a cluster.
 *
 * @param owner whose it is: at most 63 letters, digits, dots, dashes and underscores, as a label's value
 * @param isolation stays as it was opened
 */
record ClusterSandbox(SandboxName name, ClusterClass sandboxClass, String owner, Isolation isolation) {
    private static final String PREFIX = "ascent-";

    ClusterSandbox {
        if (!owner.matches("[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException("Not an owner (a Kubernetes label's value): " + owner);
        }
    }

    String namespace() {
        return namespace(name);
    }

    static String namespace(SandboxName name) {
        return PREFIX + name;
    }

    /** The sandbox that a namespace would be, going by its name alone. */
    static Optional<SandboxName> named(String namespace) {
        try {
            return namespace.startsWith(PREFIX)
                    ? Optional.of(new SandboxName(namespace.substring(PREFIX.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException tooLong) {
            return Optional.empty();
        }
    }
}
