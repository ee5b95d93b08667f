package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.CpuClock;
import academy.ascent.benchmarks.host.ServerProcess;
import academy.ascent.benchmarks.peer.Gatling;
import academy.ascent.benchmarks.report.BenchFigure;
import academy.ascent.grader.host.Cores;
import academy.ascent.grader.host.MeasuringWindow;
import academy.ascent.grader.host.Precedence;
import academy.ascent.grader.host.StealLog;
import academy.ascent.grader.host.TimeSlice;
import academy.ascent.grader.load.Call;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.sandbox.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Whether the load generator sends when it should and times what it gets: against a server whose delays are known, on
 * one core, the server on another.
 */
final class GeneratorAccuracy {
    private static final double RATE = 10_000;
    private static final double STALL_RATE = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration STALL = Duration.ofMillis(500);
    private static final double LEAST_MILLIS = 10;
    private static final double P95_MILLIS = 25;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final List<Call> CALLS = List.of(new Call("/", "{\"inputs\":[]}"));

    private static final int PEER_RATE = 1000;

    private final Path jar;
    private final Path gatling;
    private final Path scratch;

    /**
     * @param gatling the project that measures beside it
     * @param scratch for what that writes
     */
    GeneratorAccuracy(Path jar, Path gatling, Path scratch) {
        this.jar = jar;
        this.gatling = gatling;
        this.scratch = scratch;
    }

    List<BenchFigure> measure() {
        // As a grading does.
        TimeSlice.shorten();
        Cores cores = Cores.divide();
        if (cores.sandboxes().isEmpty()) {
            throw new CannotMeasure("the generator needs a core of its own, and the server another");
        }
        int port = ServerProcess.freePort();
        Process server = server(cores, port);
        try (Precedence precedence = Precedence.take();
                MeasuringWindow.Held _ = precedence.highest()) {
            Endpoint endpoint = new Endpoint.Tcp("delay-0", "127.0.0.1", port);
            awaitAnswer(endpoint);
            List<BenchFigure> figures = new ArrayList<>(atFullRate(endpoint, server.pid()));
            figures.addAll(besideGatling(endpoint, port, cores));
            figures.add(throughStall(endpoint, server.pid()));
            return figures;
        } finally {
            server.destroyForcibly();
        }
    }

    private Process server(Cores cores, int port) {
        try {
            Process process = new ProcessBuilder(
                            "taskset",
                            "--cpu-list",
                            cores.sandboxes().getFirst().toString(),
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-cp",
                            jar.toString(),
                            DelayServer.class.getName(),
                            Integer.toString(port),
                            Double.toString(LEAST_MILLIS),
                            Double.toString(P95_MILLIS))
                    .inheritIO()
                    .start();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new CannotMeasure("the server cannot be started: " + e.getMessage(), e);
        }
    }

    private static void awaitAnswer(Endpoint endpoint) {
        for (int attempt = 0; attempt < 20; attempt++) {
            Schedule once = Schedule.constant(2, Duration.ofSeconds(1));
            if (Load.run(once, CALLS, () -> List.of(endpoint), TIMEOUT).stream().allMatch(Sample::answered)) {
                return;
            }
        }
        throw new CannotMeasure("the server with known delays does not answer");
    }

    private static List<BenchFigure> atFullRate(Endpoint endpoint, long server) {
        Schedule schedule = Schedule.poisson(RATE, WARM_UP.plus(MEASURED), 1);
        try (StealLog steal = StealLog.watch();
                Load load = Load.start(schedule, CALLS, () -> List.of(endpoint), TIMEOUT)) {
            load.await(WARM_UP.toNanos());
            Duration serverBefore = CpuClock.ofProcess(server);
            Duration ownBefore = CpuClock.ofProcess(ProcessHandle.current().pid());
            load.await(WARM_UP.plus(MEASURED).toNanos());
            double serverShare = share(CpuClock.ofProcess(server).minus(serverBefore));
            double ownShare =
                    share(CpuClock.ofProcess(ProcessHandle.current().pid()).minus(ownBefore));
            List<Sample> samples = load.settled(WARM_UP.toNanos(), Long.MAX_VALUE);
            long[] latencies = sorted(samples, Sample::latencyNanos);
            long[] delays = DelayServer.table(LEAST_MILLIS, P95_MILLIS).nanos();
            long failed = samples.stream().filter(sample -> !sample.answered()).count();
            List<BenchFigure> figures = new ArrayList<>(List.of(
                    BenchFigure.of("generator at 10,000 a second: requests", "", samples.size()),
                    BenchFigure.of("generator at 10,000 a second: failed", "", failed)
                            .atMost(0),
                    BenchFigure.of(
                                    "generator at 10,000 a second: send lag p99",
                                    "ms",
                                    quantile(sorted(samples, Sample::lagNanos), 0.99) / 1e6)
                            .atMost(1),
                    ratio("p50", latencies, delays, 0.5),
                    ratio("p99", latencies, delays, 0.99),
                    BenchFigure.of("generator's core in use", "of it", ownShare),
                    BenchFigure.of("server's core in use", "of it", serverShare)));
            figures.addAll(unrobbed(samples, load.origin(), steal));
            return figures;
        }
    }

    /** The same lag where the hypervisor took nothing, neither then nor in the second before. */
    private static List<BenchFigure> unrobbed(List<Sample> samples, long origin, StealLog steal) {
        List<Sample> unrobbed = samples.stream()
                .filter(sample -> {
                    long meant = origin + sample.intendedNanos();
                    return steal.delay(meant, meant + sample.lagNanos()) == 0;
                })
                .toList();
        String which = "generator at 10,000 a second, while the hypervisor took nothing: ";
        List<BenchFigure> figures = new ArrayList<>();
        figures.add(BenchFigure.of(which + "requests", "of all", (double) unrobbed.size() / samples.size()));
        if (!unrobbed.isEmpty()) {
            double lag = quantile(sorted(unrobbed, Sample::lagNanos), 0.99) / 1e6;
            figures.add(BenchFigure.of(which + "send lag p99", "ms", lag));
        }
        return figures;
    }

    private static BenchFigure ratio(String name, long[] latencies, long[] delays, double share) {
        return BenchFigure.of(
                        "generator at 10,000 a second: " + name + " to the server's known one",
                        "x",
                        (double) quantile(latencies, share) / quantile(delays, share))
                .atLeast(0.95)
                .atMost(1.05);
    }

    private static double share(Duration cpu) {
        return (double) cpu.toNanos() / MEASURED.toNanos();
    }

    /** Both send at the same even rate, one after the other, from the same core; Gatling counts whole milliseconds. */
    private List<BenchFigure> besideGatling(Endpoint endpoint, int port, Cores cores) {
        Schedule schedule = Schedule.constant(PEER_RATE, WARM_UP.plus(MEASURED));
        long[] ours;
        try (Load load = Load.start(schedule, CALLS, () -> List.of(endpoint), TIMEOUT)) {
            ours = sorted(load.settled(WARM_UP.toNanos(), Long.MAX_VALUE), Sample::latencyNanos);
        }
        Map<Integer, Integer> theirs = Gatling.percentiles(
                gatling,
                cores.generator().getFirst(),
                URI.create("http://127.0.0.1:" + port),
                PEER_RATE,
                WARM_UP.plus(MEASURED),
                scratch);
        return List.of(
                beside(theirs, ours, 50).atLeast(-1.5).atMost(1.5),
                beside(theirs, ours, 95).atLeast(-1.5).atMost(1.5),
                // Without bounds: on one core it holds what Gatling's own work adds.
                beside(theirs, ours, 99));
    }

    private static BenchFigure beside(Map<Integer, Integer> theirs, long[] ours, int percentile) {
        return BenchFigure.of(
                "Gatling at 1,000 a second: p" + percentile + " less the generator's",
                "ms",
                theirs.getOrDefault(percentile, 0) - quantile(ours, percentile / 100.0) / 1e6);
    }

    /** A server that stands still for half a second holds up every request that was meant for that time. */
    private static BenchFigure throughStall(Endpoint endpoint, long server) {
        Schedule schedule = Schedule.constant(STALL_RATE, MEASURED);
        try (Load load = Load.start(schedule, CALLS, () -> List.of(endpoint), TIMEOUT)) {
            load.await(MEASURED.dividedBy(2).toNanos());
            signal("-STOP", server);
            load.await(load.now() + STALL.toNanos());
            signal("-CONT", server);
            long[] latencies = sorted(load.settled(0, Long.MAX_VALUE), Sample::latencyNanos);
            return BenchFigure.of("server frozen for 500 ms: p99.9", "ms", quantile(latencies, 0.999) / 1e6)
                    .atLeast(450);
        }
    }

    private static void signal(String signal, long process) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process)).start().waitFor();
        } catch (IOException e) {
            throw new CannotMeasure("kill cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("interrupted", e);
        }
    }

    private static long[] sorted(List<Sample> samples, ToLongFunction<Sample> value) {
        return samples.stream().mapToLong(value).sorted().toArray();
    }

    private static long quantile(long[] sorted, double share) {
        return sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
    }
}
