package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.host.CpuUse;
import academy.ascent.benchmarks.host.ServerProcess;
import academy.ascent.benchmarks.load.Load;
import academy.ascent.benchmarks.load.LoadResult;
import academy.ascent.benchmarks.load.Questions;
import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** What one server does in one round, slice by slice. */
final class Turn {
    private static final double HALF = 0.5;
    private static final int DIGITS = 3;
    private static final Duration LEAD_IN = Duration.ofMillis(50);

    private final ServerProcess process;
    private final Questions questions;
    private final Histogram latency = new Histogram(DIGITS);
    private CpuUse use = CpuUse.NONE;
    private Duration closedLength = Duration.ZERO;
    private long closedAnswers;

    Turn(ServerProcess process, Questions questions) {
        this.process = process;
        this.questions = questions;
    }

    /** One slice of the closed loop. */
    void closed(Duration length) throws IOException {
        try (Load load = connected()) {
            CpuUse.Count count = CpuUse.of(process);
            LoadResult result = load.closed(length);
            use = use.plus(count.stop());
            closedLength = closedLength.plus(result.length());
            closedAnswers += result.answers();
        }
    }

    /** One slice of the open loop at half of the throughput so far. */
    void open(Duration length, long seed) throws IOException {
        try (Load load = connected()) {
            latency.add(load.open(HALF * throughput(), length, seed).latency());
        }
    }

    /** Past the moment in which connections are made and the processor's caches are another's. */
    private Load connected() throws IOException {
        Load load = new Load(process.address(), questions);
        try {
            load.closed(LEAD_IN);
            return load;
        } catch (IOException | RuntimeException e) {
            load.close();
            throw e;
        }
    }

    private double throughput() {
        return closedAnswers / (micros(closedLength) / 1e6);
    }

    Round round() {
        double micros = micros(closedLength);
        return new Round(
                throughput(),
                micros(use.server()) / closedAnswers,
                micros(use.load()) / micros,
                micros(use.othersOnServerCore()) / micros,
                micros(use.othersOnLoadCore()) / micros,
                HALF * throughput(),
                latency.getValueAtPercentile(50) / 1e3,
                latency.getValueAtPercentile(99) / 1e3);
    }

    private static double micros(Duration duration) {
        return duration.toNanos() / 1e3;
    }
}
