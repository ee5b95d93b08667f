package academy.ascent.benchmarks.grading;

import java.util.List;

/**
 * What is graded again and again.
 *
 * @param lab its lab's folder below {@code benchmarks/grading}
 * @param setting what stands for the variable in the lab's template
 * @param passes whether it meets the target on a quiet machine
 */
record Submission(String name, String lab, String setting, boolean passes) {
    static final String KNOWN = "known";
    static final String STACK = "stack";

    /**
     * The target is a p95 of 50 ms at 100 requests a second. Sleeps are set so that sleep and work together reach a p95
     * a quarter inside (37.5 ms) and outside (62.5 ms).
     */
    static List<Submission> known() {
        return List.of(
                known("a quarter inside", 1, 10, 36, true),
                known("a quarter outside", 1, 10, 61, false),
                known("inside, 2 ms of CPU a request", 2, 10, 34.5, true),
                known("burns CPU until it queues", 8.8, 0, 0, false));
    }

    /** The reference stack made to wait for a batch, which sets its p95. */
    static List<Submission> stack() {
        return List.of(
                new Submission("reference stack, a quarter inside", STACK, "36ms", true),
                new Submission("reference stack, a quarter outside", STACK, "62ms", false));
    }

    private static Submission known(String name, double cpuMillis, double least, double p95, boolean passes) {
        return new Submission(
                name, KNOWN, "\"8080\", \"" + cpuMillis + "\", \"" + least + "\", \"" + p95 + "\"", passes);
    }
}
