package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.verdict.CheckResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Grades submissions, each in a process of its own. */
final class Grader {
    private final Path checkout;
    private final Path folder;
    private final Map<String, BenchLab> labs;
    private final AtomicInteger count = new AtomicInteger();

    /** Lays the labs out in a folder. */
    Grader(Path checkout, Path folder) throws IOException {
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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                checkout.resolve("benchmarks/target/benchmarks.jar").toString(),
                OneGrading.class.getName()));
        command.addAll(arguments);
        Path errors = folder.resolve(arguments.get(2) + ".errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<CheckResult> results = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (GradingEvent.parse(line)) {
                    case GradingEvent.CheckFinished finished -> results.add(finished.result());
                    case GradingEvent.Concluded concluded -> {
                        process.waitFor();
                        return Graded.of(results, concluded);
                    }
                    case GradingEvent.PhaseStarted _, GradingEvent.CheckStarted _, GradingEvent.Progress _ -> {}
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroy();
        }
        throw new CannotMeasure("a grading ended without a verdict; it wrote to " + errors);
    }
}
