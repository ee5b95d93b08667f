package academy.ascent.platform.grade;

/** How a decision, or taking one back, ended. */
public sealed interface DecisionOutcome {
    /** It is written. */
    record Done() implements DecisionOutcome {}

    /** Somebody else decided since the form was opened; nothing was written. */
    record Overtaken() implements DecisionOutcome {}
}
