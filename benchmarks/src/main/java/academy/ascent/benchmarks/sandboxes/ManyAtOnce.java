package academy.ascent.benchmarks.sandboxes;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.load.WrongAnswer;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.Sandboxes;
import academy.ascent.sandbox.local.LocalSandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Sandboxes that are opened, serve and are closed side by side.
 *
 * @param count how many
 * @param cores the machine's; all of them may be used
 */
record ManyAtOnce(ModelServer server, int count, int cores) {
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final long BYTES_EACH = 256L << 20;

    /**
     * What was measured.
     *
     * @param failures what went wrong, one for each sandbox that did not serve or did not go on serving
     * @param servingSeconds from the first opening until the last had answered
     * @param memoryBytes of all their processes, while they stood side by side
     * @param closingSeconds until all were closed, one after the other
     */
    record Measured(int count, List<String> failures, double servingSeconds, long memoryBytes, double closingSeconds) {
        Measured {
            failures = List.copyOf(failures);
        }
    }

    /**
     * @throws CannotMeasure if this machine has too little memory
     */
    Measured measure() throws IOException {
        requireMemory();
        List<Integer> all = IntStream.range(0, cores).boxed().toList();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        Queue<Served> served = new ConcurrentLinkedQueue<>();
        try (Sandboxes sandboxes = new LocalSandboxes(server.settings(all))) {
            long start = System.nanoTime();
            try (ExecutorService learners = Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.range(0, count)
                        .forEach(number -> learners.execute(() -> open(sandboxes, number, served, failures)));
            }
            double serving = (System.nanoTime() - start) / 1e9;
            served.stream()
                    .filter(one -> one.replica().restarts() > 0 || !one.isAnswering(0))
                    .forEach(one -> failures.add("does not serve any more, or was started again: " + one.replica()));
            long memory = served.stream()
                    .mapToLong(one -> one.sandbox().usage().memoryBytes())
                    .sum();
            long closing = System.nanoTime();
            served.forEach(Served::close);
            return new Measured(count, List.copyOf(failures), serving, memory, (System.nanoTime() - closing) / 1e9);
        }
    }

    private void open(Sandboxes sandboxes, int number, Queue<Served> served, Queue<String> failures) {
        try {
            Served one = Served.open(sandboxes, server, "bench-many-" + number, Probed.EVERY_SECOND, EVERY);
            one.answered(0);
            served.add(one);
        } catch (SandboxException | CannotMeasure | WrongAnswer | IOException failed) {
            failures.add(String.valueOf(failed.getMessage()));
        }
    }

    private void requireMemory() throws IOException {
        long free = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]) << 10)
                .sum();
        if (free < count * BYTES_EACH) {
            throw new CannotMeasure(count + " sandboxes at once need " + (count * BYTES_EACH >> 20) + " MiB, and "
                    + (free >> 20) + " MiB are free; name fewer with --at-once");
        }
    }
}
