package academy.ascent.sandbox.cluster;

import java.util.Arrays;
import java.util.Optional;

/** What a learner works in: a cluster of their own inside the namespace, or the namespace itself. */
public enum Isolation {
    VIRTUAL_CLUSTER("vcluster"),
    NAMESPACE("namespace");

    private final String label;

    Isolation(String label) {
        this.label = label;
    }

    /** As the label of a sandbox's namespace says it. */
    String label() {
        return label;
    }

    static Optional<Isolation> labelled(String label) {
        return Arrays.stream(values())
                .filter(isolation -> isolation.label.equals(label))
                .findFirst();
    }
}
