package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.report.BenchFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How many gradings this machine does in an hour: measuring windows one after the other, everything else overlapped. */
final class Throughput {
    private final Grader grader;

    Throughput(Grader grader) {
        this.grader = grader;
    }

    /**
     * Grades a passing submission of the reference stack.
     *
     * @param gradings how many in all
     * @param atOnce how many processes grade side by side
     */
    List<BenchFigure> measure(int gradings, int atOnce) {
        Submission submission = Submission.stack().getFirst();
        long start = System.nanoTime();
        List<Graded> graded = gradeAll(submission, gradings, atOnce);
        double seconds = (System.nanoTime() - start) / 1e9;
        double measuring = graded.stream()
                .mapToDouble(one -> one.durations().measuringMillis() / 1e3)
                .sum();
        long wrong = graded.stream().filter(one -> one.isWrong(submission)).count();
        String conditions = " (" + gradings + " gradings, " + atOnce + " at once)";
        return List.of(
                BenchFigure.of("gradings an hour" + conditions, "", gradings / seconds * 3600),
                BenchFigure.of("of that time, checks ran for" + conditions, "of it", measuring / seconds),
                BenchFigure.of("wrong verdicts among them", "", wrong).atMost(0));
    }

    private List<Graded> gradeAll(Submission submission, int gradings, int atOnce) {
        try (ExecutorService graders = Executors.newFixedThreadPool(atOnce)) {
            List<Callable<Graded>> tasks = new ArrayList<>();
            for (int i = 0; i < gradings; i++) {
                tasks.add(() -> grader.grade(submission, true));
            }
            List<Graded> graded = new ArrayList<>();
            for (Future<Graded> one : graders.invokeAll(tasks)) {
                graded.add(one.get());
            }
            return graded;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
