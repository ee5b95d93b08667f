package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.grader.measure.Awaited;
import academy.ascent.grader.measure.GraderJvm;
import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.verdict.CheckResult;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Grades submissions, each in a process of its own, which is started ahead of its work, as the platform does. */
final class Grader implements AutoCloseable {
    private final Path checkout;
    private final Path folder;
    private final Map<String, BenchLab> labs;
    private final AtomicInteger count;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Launched> ahead = new AtomicReference<>();
    private volatile boolean closing;

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

    private record Launched(Process process, Path errors) {}

    private Launched launch() throws IOException {
        // As the platform starts it, with the bench's own classes after the grader's.
        String jar = checkout.resolve("grader/target/grader.jar").toString();
        List<String> command = GraderJvm.launcher(jar, "-Xmx256m");
        command.add("-cp");
        command.add(jar + File.pathSeparator + checkout.resolve("benchmarks/target/benchmarks.jar"));
        command.add(OneGrading.class.getName());
        command.add(Awaited.WORD);
        Path errors = Files.createTempFile(folder, "grader-", ".errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        running.add(process);
        return new Launched(process, errors);
    }

    /** One that was started ahead; another follows it. */
    private Launched take() throws IOException {
        Launched ready = ahead.getAndSet(null);
        return ready == null ? launch() : ready;
    }

    private Graded run(List<String> arguments) throws IOException {
        Launched launched = take();
        Process process = launched.process();
        Laps laps = new Laps(System::nanoTime);
        process.getOutputStream().write(Awaited.line(arguments).getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        List<CheckResult> results = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                GradingEvent event = GradingEvent.parse(line);
                laps.see(event);
                switch (event) {
                    case GradingEvent.CheckFinished finished -> results.add(finished.result());
                    case GradingEvent.Concluded concluded -> {
                        // The next one starts while this one closes its sandboxes.
                        prepare();
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
        throw new CannotMeasure("a grading ended without a verdict; it wrote to " + launched.errors());
    }

    private synchronized void prepare() throws IOException {
        if (!closing && ahead.get() == null) {
            ahead.set(launch());
        }
    }

    /** Ends the gradings that are still running and waits until they have cleaned up. */
    @Override
    public void close() {
        closing = true;
        running.forEach(Process::destroy);
        running.forEach(process -> process.onExit().join());
    }
}
