package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.check.RolloutPhase.Kind;
import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.grader.load.TableServer;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.SandboxName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One episode against a place that changes releases within a third of a second. */
class ReleaseChangesTest {
    private static final ReleaseChanges.Pace BRISK = new ReleaseChanges.Pace(
            Duration.ofMillis(300), Duration.ofMillis(500), Duration.ofMillis(50), Duration.ofMillis(200));
    private static final RolloutSettings ASKED = new RolloutSettings(
            100,
            3,
            Duration.ofMillis(500),
            Duration.ofMillis(1500),
            0.01,
            new Release("RELEASE", "2", Optional.empty()),
            Optional.of(new Release("RELEASE", "3", Optional.empty())));

    @TempDir
    Path root;

    private final Map<String, TableServer> servers = new HashMap<>();

    @BeforeEach
    void givenServers() throws IOException {
        for (String release : List.of("1", "2")) {
            String answer = "{\"outputs\":[{\"name\":\"p\",\"data\":[0." + release + "]}]}";
            servers.put(release, TableServer.tcp(i -> new TableServer.Reply(Duration.ZERO, 200, answer)));
        }
    }

    @AfterEach
    void close() throws IOException {
        for (TableServer server : servers.values()) {
            server.close();
        }
    }

    @Test
    void a_service_that_changes_releases_without_a_gap_loses_nothing() throws IOException {
        List<RolloutPhase> phases = episode(new Place());
        assertThat(phases).extracting(RolloutPhase::kind).containsExactly(Kind.values());
        assertThat(phases).allMatch(RolloutPhase::complete);
        assertThat(phases).allMatch(phase -> phase.intended() >= 50 && phase.failures() == 0);
        assertThat(phases.getLast().completedNanos() - phases.getLast().beginNanos())
                .as("the bad release is waited for")
                .isGreaterThan(200_000_000L);
    }

    @Test
    void nobody_answers_while_the_only_replica_is_replaced() throws IOException {
        List<RolloutPhase> phases = episode(new Place() {
            @Override
            List<String> answering(boolean complete) {
                return complete ? super.answering(true) : List.of();
            }
        });
        for (RolloutPhase phase : phases) {
            assertThat(phase.unanswered(Sample.Outcome.NO_ENDPOINT)).isGreaterThan(2);
        }
    }

    @Test
    void a_release_that_cannot_be_taken_back_is_found_in_the_rollback_only() throws IOException {
        List<RolloutPhase> phases = episode(new Place() {
            @Override
            List<String> answering(boolean complete) {
                return applied.contains("2") && complete ? List.of("2") : super.answering(complete);
            }
        });
        assertThat(phases.get(0).failures()).isZero();
        assertThat(phases.get(1).stale()).isGreaterThan(5);
        assertThat(phases.get(1).wrong()).isZero();
        assertThat(phases.get(2).stale()).isGreaterThan(5);
    }

    @Test
    void a_rollout_that_changes_nothing_is_found() throws IOException {
        List<RolloutPhase> phases = episode(new Place() {
            @Override
            List<String> answering(boolean complete) {
                return List.of("1");
            }
        });
        assertThat(phases.get(0).stale()).isGreaterThan(5);
        assertThat(phases.get(1).failures()).isZero();
    }

    @Test
    void an_episode_ends_with_the_first_change_that_is_not_complete_in_time() throws IOException {
        List<RolloutPhase> phases = episode(new Place() {
            @Override
            boolean becomesReady(String release) {
                return release.equals("1");
            }
        });
        assertThat(phases).singleElement().satisfies(phase -> {
            assertThat(phase.complete()).isFalse();
            assertThat(phase.took()).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
        });
    }

    private List<RolloutPhase> episode(Place place) throws IOException {
        Lab lab = givenLab();
        CaseBook cases = answers(lab, "1");
        Stage stage = new Stage(
                lab,
                new Submission(new Workspace(root), Optional.of(place), Manifests.NONE, List.of()),
                (purpose, workspace) -> place,
                () -> Optional.of(cases),
                Optional.empty(),
                HostShare.windowOnly(root),
                1,
                (part, line) -> {});
        Manifests first = new Manifests(List.of(new ManifestFile("k8s/a.yaml", """
                kind: Deployment
                spec: {template: {spec: {containers: [{env: [{name: RELEASE, value: "1"}]}]}}}
                """)));
        Manifests next = ASKED.release().of(first).orElseThrow();
        List<RolloutPhase> phases = new ArrayList<>();
        try (Load load = Load.start(
                Schedule.constant(ASKED.rate(), Duration.ofSeconds(60)),
                stage.cases().calls(),
                stage::endpoints,
                Duration.ofSeconds(5))) {
            load.await(100_000_000);
            boolean whole = new ReleaseChanges(
                            stage, ASKED, first, next, answers(lab, "2"), BRISK, new SplittableRandom(1))
                    .episode(load, 1, phases);
            assertThat(whole).isEqualTo(phases.stream().allMatch(RolloutPhase::complete));
        }
        return phases;
    }

    private CaseBook answers(Lab lab, String release) {
        return GivenCases.answeredBy(lab, lab.grading().getFirst(), 1, () -> List.of(endpoint(release)));
    }

    private Endpoint endpoint(String release) {
        TableServer server = servers.get(release);
        assertThat(server).isNotNull();
        return server.endpoint();
    }

    private Lab givenLab() throws IOException {
        Path folder = Files.createDirectories(root.resolve("l1-test"));
        Files.writeString(folder.resolve("cases.csv"), "a\n1\n2\n");
        Files.writeString(folder.resolve("lab.yaml"), """
                id: l1-test
                title: A lab
                summary: One line.
                level: 1
                module: 01-how
                minutes: 40
                sandbox: cpu-small
                points: 1
                pass: 1
                cooldown: [0s]
                files: {edit: ["k8s/*.yaml"]}
                model: m
                service: s
                grading:
                  - {id: answers, check: predict, points: 1, with: {cases: 2, data: cases.csv, columns: [a], output: p, tolerance: 0.01}}
                """);
        return Labs.read(folder);
    }

    /** Replaces the old release by the new one a third of a second after it was applied; 3 never becomes ready. */
    private class Place extends IdleSandbox {
        final List<String> applied = new ArrayList<>(List.of("1"));
        private String serving = "1";
        private long appliedNanos = System.nanoTime() - 1_000_000_000L;

        Place() {
            super(new SandboxName("place"));
        }

        boolean becomesReady(String release) {
            return !release.equals("3");
        }

        /** The releases that answer, now or when what was applied last is complete. */
        List<String> answering(boolean complete) {
            return List.of(complete ? applied.getLast() : serving);
        }

        private boolean isComplete() {
            return becomesReady(applied.getLast()) && System.nanoTime() - appliedNanos > 333_000_000L;
        }

        @Override
        public synchronized Admission apply(List<ManifestFile> manifests) {
            if (isComplete()) {
                serving = applied.getLast();
            }
            applied.add(manifests.getFirst().yaml().replaceAll("(?s).*value: \"(.*?)\".*", "$1"));
            appliedNanos = System.nanoTime();
            return new Admission.Admitted(List.of());
        }

        @Override
        public synchronized List<RolloutStatus> rollouts() {
            return List.of(new RolloutStatus("m", 1, 1, 1, isComplete() ? 0 : 1, false));
        }

        @Override
        public synchronized List<Endpoint> readyEndpoints(String service) {
            return answering(isComplete()).stream()
                    .map(ReleaseChangesTest.this::endpoint)
                    .toList();
        }
    }
}
