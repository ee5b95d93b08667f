package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import academy.ascent.grader.host.HostShare;
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
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One episode of each fault on the reference stack in a real sandbox, at 50/s: on the lab's solution, two replicas with
 * probes, and on what is not ready for that fault.
 */
class DisruptionIT {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final Path RUNTIMES = HOUSE.resolve("reference-stack/target");
    private static final double RATE = 50;
    private static final String PROBE = "periodSeconds: 1\n            failureThreshold: 1\n";

    @TempDir
    Path root;

    private LocalSandboxes sandboxes;
    private int opened;

    @BeforeEach
    void givenThePlace() {
        assumeThat(RUNTIMES.resolve("reference-stack.jar"))
                .as("the reference stack is built: mvn package -pl reference-stack")
                .exists();
        assumeThat(Path.of("/usr/bin/bwrap")).as("bubblewrap is installed").exists();
        Path jdk = Path.of(System.getProperty("java.home"));
        sandboxes = new LocalSandboxes(new LocalSettings(
                root.resolve("base"),
                Map.of("ascent/reference-stack:0.1", RuntimeImage.referenceStack(jdk, RUNTIMES)),
                List.of()));
    }

    @AfterEach
    void close() {
        if (sandboxes != null) {
            sandboxes.close();
        }
    }

    @Test
    void a_spike_is_more_than_one_small_replica_can_answer() {
        Disruption spike = new Disruption.Spike(16, Duration.ofSeconds(4));
        Episode ready = episode(spike, solution -> solution);
        Episode unready = episode(
                spike,
                solution -> solution.replace("replicas: 2", "replicas: 1").replace("cpu: 400m", "cpu: 100m"));
        assertThat(lost(ready)).as("lost by the solution").isLessThan(0.05);
        assertThat(lost(unready)).as("lost by one small replica").isGreaterThan(0.2);
        assertThat(ready.intended()).isBetween(3400, 3800);
    }

    @Test
    void a_crash_loop_leaves_one_replica_of_one_down_for_long() {
        Disruption loop = new Disruption.CrashLoop(2);
        Episode ready = episode(loop, solution -> solution);
        Episode alone = episode(loop, solution -> solution.replace("replicas: 2", "replicas: 1"));
        assertThat(lost(ready)).as("lost by the solution").isLessThan(0.1);
        assertThat(lost(alone)).as("lost by one replica").isGreaterThan(0.5);
        // The second restart waits for ten seconds.
        assertThat(ready.recovered()).isGreaterThan(Duration.ofSeconds(10));
    }

    @Test
    void a_slow_replica_is_felt_where_no_probe_takes_it_out() {
        Disruption slow = new Disruption.Slow(Duration.ofSeconds(12));
        Episode ready = episode(slow, solution -> solution.replace("periodSeconds: 1\n", PROBE));
        Episode unready = episode(slow, DisruptionIT::withoutReadiness);
        Episode alone = episode(slow, solution -> solution.replace("replicas: 2", "replicas: 1"));
        assertThat(lost(ready)).as("lost by the solution").isLessThan(0.12);
        assertThat(lost(unready)).as("lost without a probe").isGreaterThan(0.2);
        assertThat(lost(alone)).as("lost by one replica").isGreaterThan(0.4);
    }

    private static String withoutReadiness(String solution) {
        return solution.replaceFirst("(?s) *readinessProbe:.*?(?= *livenessProbe:)", "");
    }

    private static double lost(Episode episode) {
        double share = (double) episode.failures() / episode.intended();
        assertThat(episode.cameBack()).isTrue();
        return share;
    }

    private Episode episode(Disruption disruption, UnaryOperator<String> changed) {
        Lab lab = Labs.read(HOUSE.resolve("labs/l1-kubernetes"));
        Path workspace = root.resolve("workspace-" + opened);
        Labs.materialiseReference(lab, workspace);
        Manifests manifests = Manifests.in(workspace);
        List<ManifestFile> files = manifests.files().stream()
                .map(file -> new ManifestFile(file.path(), changed.apply(file.yaml())))
                .toList();
        try (Sandbox sandbox = sandboxes.open(
                new SandboxRequest(new SandboxName("disruption-" + opened++), lab.sandboxClass(), workspace))) {
            Admission.Admitted admitted = (Admission.Admitted) sandbox.apply(files);
            CheckSpec predict = CaseBook.declaredIn(lab).orElseThrow();
            Stage stage = stage(lab, workspace, sandbox, admitted, Optional.empty());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> stage.endpoints().size() == stage.desiredReplicas());
            // Without a readinessProbe a replica is listed before it answers.
            CaseBook cases = Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreException(LabException.class)
                    .until(() -> CaseBook.answeredBy(lab, predict, 1, stage::endpoints), Objects::nonNull);
            Episode episode = run(stage(lab, workspace, sandbox, admitted, Optional.of(cases)), disruption, cases);
            // A probe may have failed just now on a busy host: ready again is what counts.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(sandbox.replicas().stream().filter(Replica::ready))
                            .hasSize(stage.desiredReplicas())
                            .allMatch(replica -> replica.restarts() <= 1));
            return episode;
        }
    }

    private static Episode run(Stage stage, Disruption disruption, CaseBook cases) {
        UptimeSettings settings = new UptimeSettings(RATE, List.of(disruption), 5, Duration.ofSeconds(14), 0.9);
        try (Load load = Load.start(
                Schedule.constant(RATE, Duration.ofMinutes(5)), cases.calls(), stage::endpoints, UptimeCheck.TIMEOUT)) {
            load.await(Duration.ofSeconds(5).toNanos());
            return new EpisodeRun(stage, load, settings, Duration.ofSeconds(10), new SplittableRandom(1))
                    .next(disruption)
                    .orElseThrow();
        }
    }

    private Stage stage(
            Lab lab, Path workspace, Sandbox sandbox, Admission.Admitted admitted, Optional<CaseBook> cases) {
        return new Stage(
                lab,
                new Submission(new Workspace(workspace), Optional.of(sandbox), Manifests.NONE, admitted.objects()),
                (purpose, files) -> sandbox,
                () -> cases,
                Optional.empty(),
                HostShare.windowOnly(root),
                1,
                (part, line) -> {});
    }
}
