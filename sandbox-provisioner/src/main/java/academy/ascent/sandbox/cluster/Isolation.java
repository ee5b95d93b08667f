package academy.ascent.sandbox.cluster;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a learner works in: a cluster of their own inside the namespace, or the namespace itself. In one that is measured
 * nobody works; a grader deploys there what was handed in, and reaches its pods.
 */
public enum Isolation {
    VIRTUAL_CLUSTER("vcluster"),
    NAMESPACE("namespace"),
    MEASURED("measured");

    private final String label;

    Isolation(String label) {
        this.label = label;
    }

    /** As the label of a sandbox's namespace says it. */
    String label() {
        return label;
    }

    /** The level of Pod Security that is enforced. What is measured may lack what only the restricted one asks for, at a price. */
    String podSecurity() {
        return this == MEASURED ? "baseline" : "restricted";
    }

    static Optional<Isolation> labelled(String label) {
        return Arrays.stream(values())
                .filter(isolation -> isolation.label.equals(label))
                .findFirst();
    }
}
