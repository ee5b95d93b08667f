package academy.ascent.benchmarks.sandboxes;

import academy.ascent.benchmarks.host.Cores;
import academy.ascent.benchmarks.host.ServerProcess;
import academy.ascent.benchmarks.load.FirstAnswer;
import academy.ascent.sandbox.Sandboxes;
import academy.ascent.sandbox.local.LocalSandboxes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How soon a sandbox serves after it was opened, and after its replica was killed; beside the same server without one. */
record OpenAndKill(ModelServer server, int rounds) {
    private static final Duration EVERY = Duration.ofMillis(5);

    /**
     * What was measured.
     *
     * @param bare seconds from the start of the process to the first 200
     */
    record Measured(List<Round> rounds, List<Double> bare) {
        Measured {
            rounds = List.copyOf(rounds);
            bare = List.copyOf(bare);
        }
    }

    /** In turn, so that what disturbs the machine disturbs all alike; containers and the bare server have one core. */
    Measured measure() throws IOException {
        List<Round> measured = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        try (Sandboxes sandboxes = new LocalSandboxes(server.settings(List.of(Cores.server())))) {
            // The first of each finds nothing in the machine's caches.
            bare(rounds);
            round(sandboxes, "bench-warm-up", Probed.NEVER);
            for (int number = 0; number < rounds; number++) {
                bare.add(bare(number));
                for (Probed probed : Probed.values()) {
                    measured.add(round(sandboxes, "bench-" + number + "-" + probed.ordinal(), probed));
                }
                System.err.printf("round %d of %d%n", number + 1, rounds);
            }
        }
        return new Measured(measured, bare);
    }

    private double bare(int number) throws IOException {
        long start = System.nanoTime();
        try (ServerProcess process = server.startBare(number)) {
            return seconds(start, FirstAnswer.await(process, server.questions()));
        }
    }

    private Round round(Sandboxes sandboxes, String name, Probed probed) throws IOException {
        long start = System.nanoTime();
        try (Served served = Served.open(sandboxes, server, name, probed, EVERY)) {
            double opened = seconds(start, System.nanoTime());
            double answered = seconds(start, served.answered(0));
            String replica = served.replica().name();
            Instant killed = Instant.now();
            long kill = System.nanoTime();
            served.sandbox().kill(replica);
            double answeredAgain = seconds(kill, served.answered(1));
            double runsAgain =
                    Duration.between(killed, served.replica().started()).toNanos() / 1e9;
            return new Round(probed, opened, answered, runsAgain, answeredAgain);
        }
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
