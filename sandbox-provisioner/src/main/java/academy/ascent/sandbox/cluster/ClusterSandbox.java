package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import java.util.Optional;

/**
 * A sandbox as it is to be on a cluster.
 *
 * @param name what it is on the cluster, its place: see {@link ClusterSandboxStatus#place}
 * @param owner whose it is: at most 63 letters, digits, dots, dashes and underscores, as a label's
 *     value; empty for nobody's
 * @param isolation stays as it was opened
 */
record ClusterSandbox(SandboxName name, ClusterClass sandboxClass, Optional<String> owner, Isolation isolation) {
    private static final String PREFIX = "ascent-";

    ClusterSandbox {
        owner.filter(named -> !named.matches("[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?"))
                .ifPresent(named -> {
                    throw new IllegalArgumentException("Not an owner (a Kubernetes label's value): " + named);
                });
    }

    ClusterSandbox(SandboxName name, ClusterClass sandboxClass, String owner, Isolation isolation) {
        this(name, sandboxClass, Optional.of(owner), isolation);
    }

    /** One that is made ahead. */
    static ClusterSandbox nobodys(SandboxName place, ClusterClass sandboxClass, Isolation isolation) {
        return new ClusterSandbox(place, sandboxClass, Optional.empty(), isolation);
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
