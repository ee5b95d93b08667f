package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.grading.Neighbours.Running;
import java.nio.file.Path;
import java.util.List;

/** Whether neighbours can flip a verdict: the same submissions, graded again and again beside each kind of them. */
final class Verdicts {
    static final double TARGET_MILLIS = 50;

    private final Grader grader;
    private final Path jar;
    private final Path folder;
    private final Tally tally;
    private final Runnable keep;

    /**
     * @param tally takes every grading; what is in it already is not done again
     * @param keep called whenever all submissions have been graded beside one kind of neighbours
     */
    Verdicts(Grader grader, Path jar, Path folder, Tally tally, Runnable keep) {
        this.grader = grader;
        this.jar = jar;
        this.folder = folder;
        this.tally = tally;
        this.keep = keep;
    }

    /**
     * Grades in turn, so that a slow hour of the machine meets all cells.
     *
     * @param rounds how often each in all beside none, one and two CPU hogs; half as often beside the others
     */
    void measure(List<Submission> submissions, boolean isProtected, int rounds) {
        for (int round = 1; round <= rounds; round++) {
            for (Neighbours neighbours : Neighbours.values()) {
                int wanted = neighbours.isCpu() ? round : (round + 1) / 2;
                List<Submission> left = submissions.stream()
                        .filter(submission -> tally.count(submission, neighbours, isProtected) < wanted)
                        .toList();
                if (!left.isEmpty()) {
                    beside(neighbours, left, isProtected);
                    keep.run();
                }
            }
            System.out.println("round " + round + " of " + rounds + " done");
        }
    }

    private void beside(Neighbours neighbours, List<Submission> submissions, boolean isProtected) {
        try (Running _ = neighbours.start(jar, folder)) {
            for (Submission submission : submissions) {
                Graded one = grader.grade(submission, isProtected);
                tally.add(submission, neighbours, isProtected, one);
                System.out.printf(
                        "  %-36s beside %-22s %s%n",
                        submission.name(),
                        neighbours.words(),
                        one.isWrong(submission) ? "WRONG " + one : one.verdict());
            }
        }
    }
}
