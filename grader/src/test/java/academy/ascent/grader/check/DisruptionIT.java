package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.host.StealLog;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Schedule;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.SandboxRequest;
import academy.ascent.sandbox.local.LocalSandboxes;
import academy.ascent.sandbox.local.LocalSettings;
import academy.ascent.sandbox.local.RuntimeImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One episode of each fault on the reference stack in real sandboxes, at 50/s: on the lab's solution, two replicas with
 * probes, and on what is not ready for that fault. Each sandbox lives through one fault after another; a fault that
 * mostly waits is made in all of them at once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisruptionIT {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final Path RUNTIMES = HOUSE.resolve("reference-stack/target");
    private static final Lab LAB = Labs.read(HOUSE.resolve("labs/l1-kubernetes"));
    private static final double RATE = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final String PROBE = "periodSeconds: 1\n            failureThreshold: 1\n";

    @TempDir
    static Path root;

    private LocalSandboxes sandboxes;
    private Stage solution;
    private Stage small;
    private Stage unprobed;
    private CaseBook cases;

    @BeforeAll
    void givenThePlaces() {
        assumeThat(RUNTIMES.resolve("reference-stack.jar"))
                .as("the reference stack is built: mvn package -pl reference-stack")
                .exists();
        assumeThat(Path.of("/usr/bin/bwrap")).as("bubblewrap is installed").exists();
        Path jdk = Path.of(System.getProperty("java.home"));
        sandboxes = new LocalSandboxes(new LocalSettings(
                root.resolve("base"),
                Map.of("ascent/reference-stack:0.1", RuntimeImage.referenceStack(jdk, RUNTIMES)),
                List.of()));
        solution = deployed("solution", yaml -> yaml.replace("periodSeconds: 1\n", PROBE));
        small = deployed("small", DisruptionIT::oneSmallReplica);
        unprobed = deployed("unprobed", yaml -> yaml.replaceFirst("(?s) *readinessProbe:.*?(?= *livenessProbe:)", ""));
        untilReady(solution);
        CheckSpec predict = CaseBook.declaredIn(LAB).orElseThrow();
        cases = GivenCases.answeredBy(LAB, predict, 1, solution::endpoints);
        // Without a readinessProbe a replica is listed before it answers.
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreException(LabException.class)
                .until(() -> GivenCases.answeredBy(LAB, predict, 1, unprobed::endpoints), Objects::nonNull);
    }

    private static String oneSmallReplica(String solution) {
        return solution.replace("replicas: 2", "replicas: 1")
                .replace("cpu: 400m", "cpu: 100m")
                .replace("memory: 320Mi", "memory: 192Mi");
    }

    @AfterAll
    void close() {
        if (sandboxes != null) {
            sandboxes.close();
        }
    }

    @Test
    void a_spike_is_more_than_one_small_replica_can_answer() {
        Disruption spike = new Disruption.Spike(16, Duration.ofSeconds(4));
        Duration window = Duration.ofSeconds(6);
        Episode ready = episodes(spike, window, solution).getFirst();
        Episode unready = episodes(spike, window, small).getFirst();
        assertThat(lost(ready)).as("lost by the solution").isLessThan(0.05);
        assertThat(lost(unready)).as("lost by one small replica").isGreaterThan(0.2);
        assertThat(ready.intended()).isBetween(3250, 3400);
    }

    @Test
    void a_crash_loop_leaves_one_replica_of_one_down_for_long() {
        List<Episode> episodes = episodes(new Disruption.CrashLoop(2), Duration.ofSeconds(14), solution, small);
        assertThat(lost(episodes.getFirst())).as("lost by the solution").isLessThan(0.1);
        assertThat(lost(episodes.getLast())).as("lost by one replica").isGreaterThan(0.5);
        // The second restart waits for ten seconds.
        assertThat(episodes.getFirst().recovered()).isGreaterThan(Duration.ofSeconds(10));
    }

    @Test
    void a_slow_replica_is_felt_where_no_probe_takes_it_out() {
        Disruption slow = new Disruption.Slow(Duration.ofSeconds(12));
        List<Episode> episodes = episodes(slow, Duration.ofSeconds(14), solution, unprobed, small);
        assertThat(lost(episodes.getFirst())).as("lost by the solution").isLessThan(0.12);
        assertThat(lost(episodes.get(1))).as("lost without a probe").isGreaterThan(0.2);
        assertThat(lost(episodes.getLast())).as("lost by one replica").isGreaterThan(0.4);
    }

    @Test
    void memory_pressure_ends_a_replica_whose_limit_leaves_no_room() {
        assumeThat(solution.sandbox().usage().limits())
                .as("memory pressure needs control groups")
                .startsWith("cgroup");
        Disruption pressure = new Disruption.MemoryPressure(150 << 20, Duration.ofSeconds(2));
        List<Episode> episodes = episodes(pressure, Duration.ofSeconds(6), solution, small);
        assertThat(lost(episodes.getFirst())).as("lost by the solution").isLessThan(0.02);
        assertThat(lastExit(solution, episodes.getFirst())).isEmpty();
        assertThat(lost(episodes.getLast())).as("lost by one tight replica").isGreaterThan(0.2);
        assertThat(lastExit(small, episodes.getLast())).contains("out of memory");
    }

    private static double lost(Episode episode) {
        assertThat(episode.cameBack()).isTrue();
        return (double) episode.failures() / episode.intended();
    }

    private static Optional<String> lastExit(Stage stage, Episode episode) {
        return stage.sandbox().replicas().stream()
                .filter(replica -> replica.name().equals(episode.replica()))
                .findFirst()
                .flatMap(Replica::lastExit);
    }

    private List<Episode> episodes(Disruption disruption, Duration window, Stage... stages) {
        long began = System.nanoTime();
        try (StealLog steal = StealLog.watch()) {
            List<CompletableFuture<Episode>> running = Stream.of(stages)
                    .map(stage -> CompletableFuture.supplyAsync(
                            () -> episode(disruption, window, stage), Thread::startVirtualThread))
                    .toList();
            List<Episode> episodes =
                    running.stream().map(CompletableFuture::join).toList();
            long ended = System.nanoTime();
            double whole = (double) (ended - began) * Runtime.getRuntime().availableProcessors();
            assumeThat(steal.delay(began, ended) / whole)
                    .as("share of the CPU that the hypervisor took; what it took may lose requests, too")
                    .isLessThan(0.05);
            return episodes;
        }
    }

    private Episode episode(Disruption disruption, Duration window, Stage stage) {
        // Who was started again waits longer the next time, so a fresh one takes its place.
        stage.sandbox().replicas().stream()
                .filter(replica -> replica.ready() && replica.restarts() > 0)
                .forEach(replica -> stage.sandbox().delete(replica.name()));
        untilReady(stage);
        UptimeSettings settings = new UptimeSettings(RATE, List.of(disruption), 5, window, 0.9);
        try (Load load = Load.start(
                Schedule.constant(RATE, Duration.ofMinutes(5)), cases.calls(), stage::endpoints, UptimeCheck.TIMEOUT)) {
            load.await(WARM_UP.toNanos());
            Episode episode = new EpisodeRun(stage, load, settings, Duration.ofSeconds(10), new SplittableRandom(1))
                    .next(disruption)
                    .orElseThrow();
            // A probe may have failed just now on a busy host: ready again is what counts.
            untilReady(stage);
            return episode;
        }
    }

    private static void untilReady(Stage stage) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(stage.sandbox().replicas().stream().filter(Replica::ready))
                    .hasSize(stage.desiredReplicas())
                    .allMatch(replica -> replica.restarts() <= 1);
            assertThat(stage.endpoints()).hasSize(stage.desiredReplicas());
        });
    }

    private Stage deployed(String name, UnaryOperator<String> changed) {
        Path workspace = root.resolve(name);
        Labs.materialiseReference(LAB, workspace);
        List<ManifestFile> files = Manifests.in(workspace).files().stream()
                .map(file -> new ManifestFile(file.path(), changed.apply(file.yaml())))
                .toList();
        Sandbox sandbox = sandboxes.open(new SandboxRequest(new SandboxName(name), LAB.sandboxClass(), workspace));
        Admission.Admitted admitted = (Admission.Admitted) sandbox.apply(files);
        return new Stage(
                LAB,
                new Submission(new Workspace(workspace), Optional.of(sandbox), Manifests.NONE, admitted.objects()),
                (purpose, folder) -> sandbox,
                () -> Optional.ofNullable(cases),
                Optional.empty(),
                HostShare.windowOnly(root),
                1,
                (part, line) -> {});
    }
}
