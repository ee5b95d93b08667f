package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.grader.measure.GraderJvm;
import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.verdict.CheckResult;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Grades submissions, each in a process of its own. */
final class Grader implements AutoCloseable {
    private final Path checkout;
    private final Path folder;
    private final Map<String, BenchLab> labs;
    private final AtomicInteger count;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /**
     * Lays the labs out in a folder.
     *
     * @param before how many gradings an earlier run has done, whose random choices are not made again
     */
    Grader(Path checkout, Path folder, int before) throws IOException {
        this.count = new AtomicInteger(before);
        this.checkout = checkout;
        this.folder = folder;
        this.labs = Map.of(
                Submission.KNOWN, BenchLab.known(checkout, folder),
                Submission.STACK, BenchLab.stack(checkout, folder));
    }

    Graded grade(Submission submission, boolean isProtected) {
        int number = count.incrementAndGet();
        BenchLab lab = labs.get(submission.lab());
        if (lab == null) {
            throw new IllegalArgumentException("no lab " + submission.lab());
        }
        try {
            return run(List.of(
                    lab.folder().toString(),
                    lab.submit(submission).toString(),
                    "bench-" + ProcessHandle.current().pid() + "-" + number,
                    folder.resolve("base").toString(),
                    Integer.toString(number),
                    isProtected ? "protected" : "unprotected",
                    checkout.toString()));
        } catch (IOException e) {
            throw new CannotMeasure("a grading cannot be started: " + e.getMessage(), e);
        }
    }

    private Graded run(List<String> arguments) throws IOException {
        // As the platform starts it, with the bench's own classes after the grader's.
        String jar = checkout.resolve("grader/target/grader.jar").toString();
        List<String> command = GraderJvm.launcher(jar, "-Xmx256m");
        command.add("-cp");
        command.add(jar + File.pathSeparator + checkout.resolve("benchmarks/target/benchmarks.jar"));
        command.add(OneGrading.class.getName());
        command.addAll(arguments);
        Path errors = folder.resolve(arguments.get(2) + ".errors");
        Laps laps = new Laps(System::nanoTime);
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        running.add(process);
        List<CheckResult> results = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                GradingEvent event = GradingEvent.parse(line);
                laps.see(event);
                switch (event) {
                    case GradingEvent.CheckFinished finished -> results.add(finished.result());
                    case GradingEvent.Concluded concluded -> {
                        process.waitFor();
                        return Graded.of(results, concluded, laps.end());
                    }
                    case GradingEvent.PhaseStarted _, GradingEvent.CheckStarted _, GradingEvent.Progress _ -> {}
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroy();
            running.remove(process);
        }
        throw new CannotMeasure("a grading ended without a verdict; it wrote to " + errors);
    }

    /** Ends the gradings that are still running and waits until they have cleaned up. */
    @Override
    public void close() {
        running.forEach(Process::destroy);
        running.forEach(process -> process.onExit().join());
    }
}
