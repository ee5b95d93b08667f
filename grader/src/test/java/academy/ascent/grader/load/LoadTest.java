package academy.ascent.grader.load;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.load.Sample.Outcome;
import academy.ascent.grader.load.TableServer.Reply;
import academy.ascent.sandbox.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final List<Call> CALLS = List.of(new Call("/infer", "{\"inputs\":[]}"));

    @Test
    void latencies_are_those_of_the_table() throws IOException {
        // Every tenth answer takes 60 ms, the others 10 ms.
        try (TableServer server = TableServer.tcp(i -> Reply.after(Duration.ofMillis(i % 10 == 9 ? 60 : 10)))) {
            List<Sample> samples = run(100, 3, server);
            assertThat(samples).hasSize(300).allMatch(Sample::answered);
            long slow =
                    samples.stream().filter(s -> s.latencyNanos() >= 60_000_000).count();
            assertThat(slow).isGreaterThanOrEqualTo(30);
            assertThat(samples).allMatch(s -> s.latencyNanos() >= 10_000_000);
            // Noise of the machine only adds: bounds from below hold anywhere.
            assertThat(quantileMillis(samples, 0.95)).isGreaterThanOrEqualTo(60);
        }
    }

    @Test
    void the_clock_starts_when_the_calls_are_encoded_however_many_they_are() {
        List<Call> calls = IntStream.range(0, 20_000)
                .mapToObj(i -> new Call("/infer", "{\"inputs\":[" + i + "]}"))
                .toList();
        long encoding = System.nanoTime();
        calls.forEach(Request::new);
        long took = System.nanoTime() - encoding;
        long least = Long.MAX_VALUE;
        // The least of a few: the machine may stand still at any one of them.
        for (int i = 0; i < 5; i++) {
            try (Load load = Load.start(Schedule.constant(1, Duration.ofSeconds(1)), calls, List::of, TIMEOUT)) {
                least = Math.min(least, load.now());
            }
        }
        assertThat(least).isLessThan(took / 4);
    }

    @Test
    void a_stall_is_seen_by_every_request_that_was_meant_for_it() throws IOException {
        // A closed loop would send nothing during the stall and see one slow answer of 400.
        try (TableServer server = TableServer.tcp(i -> Reply.after(Duration.ofMillis(1)));
                Load load = Load.start(
                        Schedule.constant(200, Duration.ofSeconds(4)),
                        CALLS,
                        () -> List.of(server.endpoint()),
                        TIMEOUT)) {
            load.await(2_000_000_000L);
            server.stall(Duration.ofMillis(500));
            List<Sample> samples = load.settled(0, Long.MAX_VALUE);
            assertThat(samples).allMatch(Sample::answered);
            assertThat(quantileMillis(samples, 0.999)).isGreaterThan(450);
            long late =
                    samples.stream().filter(s -> s.latencyNanos() > 100_000_000).count();
            // 500 ms at 200/s hold 100 requests; 80 of them wait more than 100 ms.
            assertThat(late).isGreaterThanOrEqualTo(70);
        }
    }

    @Test
    void a_socket_file_is_spoken_to_like_an_address(@TempDir Path folder) throws IOException {
        try (TableServer server = TableServer.unix(folder.resolve("s"), i -> Reply.after(Duration.ZERO))) {
            // Slowly: a machine that stands still for half a second rightly opens a connection for each that is due.
            List<Sample> samples = run(25, 4, server);
            assertThat(samples).hasSize(100).allMatch(Sample::answered);
            assertThat(samples).allMatch(sample -> sample.replica().equals("table-0"));
            assertThat(server.connections()).isLessThan(50);
        }
    }

    @Test
    void connections_are_kept_alive() throws IOException {
        try (TableServer server = TableServer.tcp(i -> Reply.after(Duration.ZERO))) {
            run(12, 4, server);
            assertThat(server.connections()).isLessThan(10);
        }
    }

    @Test
    void error_statuses_cuts_and_time_outs_are_failures_of_their_kind() throws IOException {
        try (TableServer server = TableServer.tcp(i -> switch (i % 4) {
            case 0 -> new Reply(Duration.ZERO, 503, "{\"error\":\"full\"}");
            case 1 -> new Reply(Duration.ZERO, 0, "");
            case 2 -> Reply.after(Duration.ofSeconds(30));
            default -> Reply.after(Duration.ZERO);
        })) {
            List<Sample> samples = Load.run(
                    Schedule.constant(20, Duration.ofSeconds(1)),
                    CALLS,
                    () -> List.of(server.endpoint()),
                    Duration.ofMillis(300));
            assertThat(samples)
                    .extracting(Sample::outcome)
                    .containsOnly(Outcome.STATUS, Outcome.RESET, Outcome.TIMED_OUT, Outcome.ANSWERED);
            assertThat(samples)
                    .filteredOn(sample -> sample.outcome() == Outcome.STATUS)
                    .allMatch(sample -> sample.status() == 503 && sample.body().contains("full"));
            assertThat(samples)
                    .filteredOn(sample -> sample.outcome() == Outcome.TIMED_OUT)
                    .allMatch(sample -> sample.latencyNanos() >= 300_000_000);
        }
    }

    @Test
    void nobody_listening_is_a_failure_and_so_is_nobody_ready() throws IOException {
        Endpoint gone;
        try (TableServer server = TableServer.tcp(i -> Reply.after(Duration.ZERO))) {
            gone = server.endpoint();
        }
        Schedule schedule = Schedule.constant(10, Duration.ofSeconds(1));
        assertThat(Load.run(schedule, CALLS, () -> List.of(gone), TIMEOUT))
                .allMatch(sample -> sample.outcome() == Outcome.REFUSED);
        assertThat(Load.run(schedule, CALLS, List::of, TIMEOUT))
                .allMatch(sample -> sample.outcome() == Outcome.NO_ENDPOINT);
    }

    @Test
    void endpoints_that_come_and_go_are_followed() throws IOException {
        try (TableServer one = TableServer.tcp(i -> Reply.after(Duration.ZERO));
                TableServer two = TableServer.tcp(i -> Reply.after(Duration.ZERO))) {
            AtomicReference<List<Endpoint>> ready = new AtomicReference<>(List.of(one.endpoint()));
            try (Load load = Load.start(Schedule.constant(100, Duration.ofSeconds(3)), CALLS, ready::get, TIMEOUT)) {
                load.await(1_000_000_000L);
                assertThat(two.connections()).isZero();
                ready.set(List.of(one.endpoint(), two.endpoint()));
                load.await(2_000_000_000L);
                assertThat(two.connections()).isPositive();
                assertThat(load.settled(0, Long.MAX_VALUE)).allMatch(Sample::answered);
            }
        }
    }

    private static List<Sample> run(int rate, int seconds, TableServer server) {
        return Load.run(
                Schedule.constant(rate, Duration.ofSeconds(seconds)), CALLS, () -> List.of(server.endpoint()), TIMEOUT);
    }

    private static double quantileMillis(List<Sample> samples, double share) {
        long[] sorted =
                samples.stream().mapToLong(Sample::latencyNanos).sorted().toArray();
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }
}
