package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;

/**
 * A sandbox as it is to be on a cluster.
 *
 * @param owner whose it is: at most 63 letters, digits, dots, dashes and underscores, as a label's value
 * @param isolation stays as it was opened
 */
record ClusterSandbox(SandboxName name, ClusterClass sandboxClass, String owner, Isolation isolation) {

    ClusterSandbox {
        if (!owner.matches("[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException("Not an owner (a Kubernetes label's value): " + owner);
        }
    }

    String namespace() {
        return namespace(name);
    }

    static String namespace(SandboxName name) {
        return "ascent-" + name;
    }
}
