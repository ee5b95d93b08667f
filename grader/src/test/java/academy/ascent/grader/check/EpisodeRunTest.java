package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.grader.load.TableServer;
import academy.ascent.grader.load.TableServer.Reply;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.sandbox.Admission.AdmittedContainer;
import academy.ascent.sandbox.Admission.AdmittedObject;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.SandboxName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single episodes on a server that answers from a table, at 20/s. */
class EpisodeRunTest {
    private static final double RATE = 20;
    private static final Reply RIGHT =
            new Reply(Duration.ZERO, 200, "{\"outputs\":[{\"name\":\"p\",\"data\":[0.25]}]}");
    private static final Reply BUSY = new Reply(Duration.ZERO, 503, "{}");
    private static final Duration DOWN = Duration.ofMillis(600);

    @TempDir
    Path root;

    @Test
    void a_kill_lasts_until_the_replica_is_ready_again() throws IOException {
        try (GivenReplica place = new GivenReplica(i -> RIGHT)) {
            Episode episode = run(place, new Disruption.Kill());
            assertThat(place.done).containsExactly("kill");
            assertThat(episode.replica()).isEqualTo("table-0");
            assertThat(episode.cameBack()).isTrue();
            assertThat(episode.recovered()).isBetween(DOWN, DOWN.plusSeconds(2));
            assertThat(episode.intended()).isBetween(99, 101);
            // No replica is listed while the only one is down.
            assertThat(episode.failures()).isBetween(8, 50);
            assertThat(episode.slots()).startsWith(true, true, true).hasSize(50);
        }
    }

    @Test
    void a_crash_loop_kills_again_whenever_the_replica_is_back_and_leaves_a_fresh_one() throws IOException {
        try (GivenReplica place = new GivenReplica(i -> RIGHT)) {
            Episode episode = run(place, new Disruption.CrashLoop(3));
            assertThat(place.done).containsExactly("kill", "kill", "kill", "delete");
            assertThat(place.restarts).isZero();
            assertThat(episode.cameBack()).isTrue();
            assertThat(episode.recovered())
                    .isBetween(DOWN.multipliedBy(3), DOWN.multipliedBy(3).plusSeconds(2));
        }
    }

    @Test
    void a_spike_adds_requests_of_its_own_and_breaks_nothing() throws IOException {
        try (GivenReplica place = new GivenReplica(i -> RIGHT)) {
            Episode episode = run(place, new Disruption.Spike(5, Duration.ofSeconds(2)));
            assertThat(place.done).isEmpty();
            assertThat(episode.replica()).isEmpty();
            assertThat(episode.failures()).isZero();
            assertThat(episode.intended()).isBetween(259, 261);
            List<Sample> early = episode.samples().stream()
                    .filter(sample -> sample.intendedNanos() < episode.beganNanos() + 2_000_000_000L)
                    .toList();
            assertThat(early).hasSizeBetween(198, 202);
            assertThat(episode.samples())
                    .allMatch(sample -> sample.intendedNanos() >= episode.beganNanos()
                            && sample.intendedNanos() < episode.endNanos());
        }
    }

    @Test
    void requests_that_a_spike_makes_fail_are_counted_wherever_they_belong() throws IOException {
        try (GivenReplica place = new GivenReplica(i -> i % 5 == 0 ? RIGHT : BUSY)) {
            Episode episode = run(place, new Disruption.Spike(5, Duration.ofSeconds(2)));
            assertThat(episode.failures()).isBetween(200, 215);
            assertThat(episode.samples()).isSortedAccordingTo(Comparator.comparing(Sample::intendedNanos));
        }
    }

    @Test
    void a_slow_replica_is_stalled_once_and_told_from_one_that_is_killed() throws IOException {
        try (GivenReplica place = new GivenReplica(i -> RIGHT)) {
            Episode episode = run(place, new Disruption.Slow(Duration.ofSeconds(4)));
            assertThat(place.done).containsExactly("stall PT4S");
            assertThat(episode.recovered()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
            // Answers are given up after three seconds.
            assertThat(episode.failures()).isBetween(15, 25);
            assertThat(episode.samples().getFirst().outcome()).isEqualTo(Sample.Outcome.TIMED_OUT);
        }
    }

    @Test
    void pressed_memory_is_taken_once_and_nobody_is_killed_for_it() throws IOException {
        try (GivenReplica place = new GivenReplica(i -> RIGHT)) {
            Episode episode = run(place, new Disruption.MemoryPressure(64 << 20, Duration.ofSeconds(2)));
            assertThat(place.done).containsExactly("press 67108864 PT2S");
            assertThat(episode.replica()).isEqualTo("table-0");
            assertThat(episode.recovered()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
            assertThat(episode.failures()).isZero();
        }
    }

    private Episode run(GivenReplica place, Disruption disruption) throws IOException {
        Lab lab = GivenCases.lab(root);
        try (TableServer right = TableServer.tcp(i -> RIGHT)) {
            CaseBook cases = GivenCases.answeredBy(lab, lab.grading().getFirst(), 1, () -> List.of(right.endpoint()));
            Stage stage = new Stage(
                    lab,
                    new Submission(new Workspace(root), Optional.of(place), Manifests.NONE, List.of(deployment())),
                    (purpose, workspace) -> place,
                    () -> Optional.of(cases),
                    Optional.empty(),
                    HostShare.windowOnly(root),
                    1,
                    (part, line) -> {});
            UptimeSettings settings = new UptimeSettings(RATE, List.of(disruption), 5, Duration.ofSeconds(5), 0.9);
            try (Load load = Load.start(
                    Schedule.constant(RATE, Duration.ofSeconds(60)),
                    cases.calls(),
                    stage::endpoints,
                    UptimeCheck.TIMEOUT)) {
                return new EpisodeRun(stage, load, settings, Duration.ofSeconds(5), new SplittableRandom(1))
                        .next(disruption)
                        .orElseThrow();
            }
        }
    }

    private static AdmittedObject deployment() {
        AdmittedContainer container = new AdmittedContainer(
                "server", "image", true, true, true, true, true, true, 100, 1 << 20, 500, 1 << 20);
        return new AdmittedObject("k8s/a.yaml", "Deployment", "m", 1, List.of(container));
    }

    /** A sandbox with one replica, which is down for a moment after it was killed. */
    private static final class GivenReplica extends IdleSandbox {
        private final TableServer server;
        private final List<String> done = new CopyOnWriteArrayList<>();
        private volatile long downUntil = System.nanoTime();
        private volatile int restarts;

        GivenReplica(IntFunction<Reply> table) throws IOException {
            super(new SandboxName("given"));
            server = TableServer.tcp(table);
        }

        private boolean ready() {
            return System.nanoTime() - downUntil >= 0;
        }

        @Override
        public List<Endpoint> readyEndpoints(String service) {
            return ready() ? List.of(server.endpoint()) : List.of();
        }

        @Override
        public List<Replica> replicas() {
            return List.of(new Replica(
                    "table-0", "m", Replica.State.RUNNING, ready(), restarts, Instant.EPOCH, Optional.empty()));
        }

        @Override
        public void kill(String replica) {
            done.add("kill");
            restarts++;
            downUntil = System.nanoTime() + DOWN.toNanos();
        }

        @Override
        public void press(String replica, long bytes, Duration time) {
            done.add("press " + bytes + " " + time);
            LockSupport.parkNanos(time.toNanos());
        }

        @Override
        public void delete(String replica) {
            done.add("delete");
            restarts = 0;
        }

        @Override
        public void stall(String replica, Duration time) {
            done.add("stall " + time);
            server.stall(time);
        }

        @Override
        public void close() {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
