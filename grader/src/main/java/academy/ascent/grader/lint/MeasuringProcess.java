package academy.ascent.grader.lint;

import academy.ascent.grader.measure.GraderJvm;
import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Grades one variant as the platform does, in a process of its own, whose standard input it holds: when this process ends
 * in any way, that one does and takes its sandboxes with it.
 */
final class MeasuringProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LAST_WORDS = 3;

    private final String name;
    private final Path base;
    private final Path runtimes;
    private final boolean cheap;
    private final SecureRandom random = new SecureRandom();
    private @Nullable Process process;
    private @Nullable Path scratch;
    private boolean closed;

    /**
     * @param name of its sandboxes, which no other living process may have
     * @param base the folder of this host's sandboxes
     * @param runtimes the folder of the reference stack's jar
     * @param cheap whether only the checks are graded that measure nothing
     */
    MeasuringProcess(String name, Path base, Path runtimes, boolean cheap) {
        this.name = name;
        this.base = base;
        this.runtimes = runtimes;
        this.cheap = cheap;
    }

    Grade grade(Variant variant, BiConsumer<Double, String> progress) {
        long begun = System.nanoTime();
        List<CheckResult> results = new ArrayList<>();
        try {
            Path folder = makeScratch();
            Path errors = folder.resolve("errors.log");
            Process running = start(variant, folder, errors);
            running.onExit().orTimeout(LIMIT.toMinutes(), TimeUnit.MINUTES).exceptionally(late -> {
                running.destroyForcibly();
                return running;
            });
            Optional<Verdict> verdict = follow(running, results, progress);
            if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
            refuseIfClosed();
            return new Grade(verdict.orElseGet(() -> silent(errors)), results, (System.nanoTime() - begun) / 1_000_000);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot grade " + variant.lab().id() + "/" + variant.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while grading", e);
        } finally {
            tidyUp();
        }
    }

    private synchronized void refuseIfClosed() {
        if (closed) {
            throw new StoppedException();
        }
    }

    private synchronized Path makeScratch() throws IOException {
        refuseIfClosed();
        Path folder = Files.createTempDirectory("ascent-lint-");
        scratch = folder;
        return folder;
    }

    private synchronized Process start(Variant variant, Path folder, Path errors) throws IOException {
        refuseIfClosed();
        List<String> command = new ArrayList<>(GraderJvm.command(System.getProperty("java.class.path")));
        command.addAll(List.of(
                "measure",
                "--lab=" + variant.lab().folder(),
                "--submission=" + variant.submission(folder),
                "--name=" + name,
                "--base=" + base,
                "--runtimes=" + runtimes,
                "--seed=" + random.nextLong()));
        if (cheap) {
            command.add("--cheap");
        }
        Process started =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        process = started;
        return started;
    }

    private static Optional<Verdict> follow(
            Process running, List<CheckResult> results, BiConsumer<Double, String> progress) throws IOException {
        Optional<Verdict> verdict = Optional.empty();
        BufferedReader lines = running.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            switch (parsed(line)) {
                case GradingEvent.Progress step -> progress.accept(step.fraction(), step.line());
                case GradingEvent.CheckFinished finished -> results.add(finished.result());
                case GradingEvent.Concluded concluded -> verdict = Optional.of(concluded.verdict());
                case GradingEvent.PhaseStarted _, GradingEvent.CheckStarted _ -> {}
            }
        }
        return verdict;
    }

    private static GradingEvent parsed(String line) {
        try {
            return GradingEvent.parse(line);
        } catch (IllegalArgumentException e) {
            return new GradingEvent.Progress(0, "(the measuring process wrote something that is no event)");
        }
    }

    private static Verdict silent(Path errors) {
        try {
            List<String> lines = Files.readAllLines(errors);
            List<String> last = lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size());
            return new Verdict.Faulted("the measuring process ended without a verdict: " + String.join(" / ", last));
        } catch (IOException e) {
            return new Verdict.Faulted("the measuring process ended without a verdict and without a word");
        }
    }

    /** Ends what is being graded, with everything it has started; nothing can be graded afterwards. */
    @Override
    public synchronized void close() {
        closed = true;
        tidyUp();
    }

    private synchronized void tidyUp() {
        Process running = process;
        if (running != null) {
            end(running);
            process = null;
        }
        Path folder = scratch;
        if (folder != null) {
            remove(folder);
            scratch = null;
        }
    }

    private static void end(Process running) {
        try {
            running.getOutputStream().close();
        } catch (IOException gone) {
            // Then it has ended already.
        }
        try {
            if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }
}
