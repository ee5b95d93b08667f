package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.grading.Neighbours.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether neighbours can flip a verdict: the same submissions, graded again and again beside each kind of them. */
final class Verdicts {
    static final double TARGET_MILLIS = 50;

    private final Grader grader;
    private final Path jar;
    private final Path folder;

    Verdicts(Grader grader, Path jar, Path folder) {
        this.grader = grader;
        this.jar = jar;
        this.folder = folder;
    }

    /**
     * Grades in turn, so that a slow hour of the machine meets all cells.
     *
     * @param rounds how often each beside none, one and two CPU hogs; half as often beside the others
     */
    List<Cell> measure(List<Submission> submissions, boolean isProtected, int rounds) {
        Map<Neighbours, Map<Submission, List<Graded>>> graded = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Neighbours neighbours : Neighbours.values()) {
                if (neighbours.isCpu() || round % 2 == 0) {
                    beside(neighbours, submissions, isProtected, graded);
                }
            }
            System.out.println("round " + (round + 1) + " of " + rounds + " done");
        }
        List<Cell> cells = new ArrayList<>();
        graded.forEach((neighbours, ofEach) -> ofEach.forEach(
                (submission, each) -> cells.add(Cell.of(submission, neighbours, isProtected, each, TARGET_MILLIS))));
        return cells;
    }

    private void beside(
            Neighbours neighbours,
            List<Submission> submissions,
            boolean isProtected,
            Map<Neighbours, Map<Submission, List<Graded>>> graded) {
        try (Running _ = neighbours.start(jar, folder)) {
            for (Submission submission : submissions) {
                Graded one = grader.grade(submission, isProtected);
                graded.computeIfAbsent(neighbours, _ -> new LinkedHashMap<>())
                        .computeIfAbsent(submission, _ -> new ArrayList<>())
                        .add(one);
                System.out.printf(
                        "  %-36s beside %-22s %s%n",
                        submission.name(),
                        neighbours.words(),
                        one.isWrong(submission) ? "WRONG " + one : one.verdict());
            }
        }
    }
}
