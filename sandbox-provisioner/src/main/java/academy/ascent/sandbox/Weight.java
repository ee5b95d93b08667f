package academy.ascent.sandbox;

/** How much of a contended core the processes of a sandbox get beside the machine's other work. */
public enum Weight {
    /** As much as any other program. */
    USUAL,

    /** Sixteen times as much (ten times on version 2 of control groups): starting up is not held up by neighbours. */
    RAISED,

    /** The most there is, for while something is measured; one sandbox or two at a time. */
    HIGHEST
}
