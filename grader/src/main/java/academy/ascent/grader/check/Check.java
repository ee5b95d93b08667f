package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckKind;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One kind of measured criterion. */
public interface Check extends CheckKind {

    /** The kinds of check that must have passed before this one has any ground to stand on. */
    Set<String> needs();

    /** Whether it puts load on the host, so that it belongs to the phase of measuring. */
    boolean measures();

    /** Whether it looks at the deployed submission; a lab without any such check is graded without deploying. */
    default boolean deploys(Settings with) {
        return true;
    }

    /** How long it usually takes, for the progress of the whole. */
    Duration expected(Settings with);

    /**
     * How each target that is decided by counting requests is decided, so that lint can tell whether it can be; empty for
     * a check that counts none.
     */
    default List<DecisionPlan> plans(Settings with) {
        return List.of();
    }

    /**
     * How far from a target a lab expects to tell submissions apart, by the name of the target's measurement, for every
     * target that lint holds the lab's own variants against.
     */
    default Map<String, Margin> margins(Settings with) {
        Map<String, Margin> margins = new LinkedHashMap<>();
        plans(with).forEach(plan -> margins.put(plan.target(), plan.margin()));
        return margins;
    }

    /** Judges the submission on the stage. */
    Finding run(CheckSpec spec, Stage stage);
}
