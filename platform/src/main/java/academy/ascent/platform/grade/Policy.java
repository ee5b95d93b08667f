package academy.ascent.platform.grade;

import java.util.Map;

/**
 * What counts in a cohort.
 *
 * @param lateDays how many late days each member has, over all labs
 * @param labs the labs that something is asked of, by id
 */
public record Policy(int lateDays, Map<String, LabPolicy> labs) {
    /** Nothing is due, and the best counts. */
    public static final Policy NONE = new Policy(0, Map.of());

    public Policy {
        labs = Map.copyOf(labs);
    }

    public LabPolicy of(String lab) {
        return labs.getOrDefault(lab, LabPolicy.none(lab));
    }
}
