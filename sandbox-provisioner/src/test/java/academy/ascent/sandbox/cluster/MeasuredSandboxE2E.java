package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Admission.Admitted;
import academy.ascent.sandbox.Admission.Refused;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Revision;
import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.SandboxRequest;
import academy.ascent.sandbox.Usage;
import academy.ascent.sandbox.trace.GivenApp;
import io.fabric8.kubernetes.api.model.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port that a grader deploys through, on a node with real pods. */
@RealClusterTest
class MeasuredSandboxE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Those of a platform that grades elsewhere. */
    private static final ClusterSettings PLAIN = new ClusterSettings(List.of(), "10.0.0.10/32", "ascent");

    private static final String PROBE = """
            readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
            """;

    @TempDir
    Path folder;

    private final SandboxName name =
            new SandboxName("test-" + UUID.randomUUID().toString().substring(0, 8));
    private TestCluster cluster;
    private DocumentedAccount account;
    private MeasuredSandboxes sandboxes;
    private Sandbox sandbox;

    @BeforeEach
    void givenASandbox(TestCluster cluster) throws IOException {
        this.cluster = cluster;
        account = DocumentedAccount.make(
                cluster.client(), Path.of("../docs/grader-on-a-cluster.yaml"), "grader", "grader-" + name);
        sandboxes = grader(InstantSource.system());
        long began = System.nanoTime();
        sandbox = sandboxes.open(request());
        System.out.println("A sandbox to measure in is open, with its files, after "
                + (System.nanoTime() - began) / 1_000_000 + " ms");
    }

    private MeasuredSandboxes grader(InstantSource clock) {
        return new MeasuredSandboxes(
                account.client(), GivenSandbox.SETTINGS, new TreeSet<>(List.of(NodeImages.SHELL)), PATIENCE, clock);
    }

    private SandboxRequest request() throws IOException {
        return new SandboxRequest(name, GivenClusterSandboxes.small("cpu-small"), GivenApp.workspace(folder));
    }

    @AfterEach
    void close() {
        sandboxes.close();
        account.close();
    }

    private static List<ManifestFile> app(String extra) {
        return GivenApp.app("app", 2, "echo began; " + GivenApp.SERVE, PROBE + extra);
    }

    private Admission deployed(Admission admission) {
        assertThat(admission).isInstanceOf(Admitted.class);
        await().atMost(PATIENCE).until(() -> sandbox.rollouts().stream().allMatch(RolloutStatus::isComplete));
        await().atMost(PATIENCE).until(() -> sandbox.replicas().stream().allMatch(Replica::ready));
        return admission;
    }

    @Test
    void replicas_are_seen_killed_deleted_and_rolled_out() {
        deployed(sandbox.apply(app("")));
        assertThat(sandbox.rollouts()).containsExactly(new RolloutStatus("app", 2, 2, 2, 0, false));
        readyReplicasAreListed();
        oneThatIsKilledStartsAgainUnderItsName(sandbox.replicas().getFirst().name());
        oneThatIsDeletedIsReplaced(sandbox.replicas().getFirst().name());
        aRolloutIsUndone();
    }

    private void readyReplicasAreListed() {
        await().atMost(PATIENCE).until(() -> sandbox.readyEndpoints("app").size() == 2);
        assertThat(sandbox.readyEndpoints("app"))
                .extracting(Endpoint::replica)
                .containsExactlyInAnyOrderElementsOf(
                        sandbox.replicas().stream().map(Replica::name).toList());
        assertThat(sandbox.readyEndpoints("app"))
                .allSatisfy(endpoint -> assertThat(endpoint)
                        .isInstanceOfSatisfying(
                                Endpoint.Tcp.class,
                                tcp -> assertThat(tcp.port()).isEqualTo(8080)));
        assertThat(sandbox.replicas())
                .allSatisfy(replica -> assertThat(replica.workload()).isEqualTo("app"))
                .allSatisfy(replica -> assertThat(replica.state()).isEqualTo(Replica.State.RUNNING))
                .allSatisfy(
                        replica -> assertThat(sandbox.logs(replica.name(), 1)).isEqualTo(List.of("began")));
        assertThatThrownBy(() -> sandbox.readyEndpoints("other")).isInstanceOf(SandboxException.class);
        assertThatThrownBy(() -> sandbox.logs(MeasuredWorkspace.POD, 1)).isInstanceOf(SandboxException.class);
    }

    private void oneThatIsKilledStartsAgainUnderItsName(String victim) {
        sandbox.kill(victim);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(replica(victim))
                        .satisfies(again -> assertThat(again.restarts()).isEqualTo(1))
                        .satisfies(again -> assertThat(again.lastExit()).hasValue("killed by signal 9"))
                        .satisfies(again -> assertThat(again.ready()).isTrue()));
        assertThat(sandbox.logs(victim, 10)).isEqualTo(List.of("began", "began"));
        assertThatThrownBy(() -> sandbox.kill("app-none")).isInstanceOf(SandboxException.class);
    }

    private Replica replica(String called) {
        return sandbox.replicas().stream()
                .filter(replica -> replica.name().equals(called))
                .findFirst()
                .orElseThrow();
    }

    private void oneThatIsDeletedIsReplaced(String victim) {
        sandbox.delete(victim);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.replicas())
                        .hasSize(2)
                        .allMatch(Replica::ready)
                        .extracting(Replica::name)
                        .doesNotContain(victim));
    }

    private void aRolloutIsUndone() {
        deployed(sandbox.apply(app("env: [{name: ANSWER, value: changed}]\n")));
        assertThat(sandbox.history("app")).extracting(Revision::number).containsExactly(1, 2);
        Admission undone = deployed(sandbox.undo("app", 0));
        assertThat(((Admitted) undone).objects()).hasSize(1);
        assertThat(sandbox.history("app")).extracting(Revision::number).containsExactly(2, 3);
        assertThatThrownBy(() -> sandbox.undo("app", 7)).hasMessage("unable to find specified revision 7 in history");
    }

    @Test
    void what_replicas_use_is_told_they_are_stalled_and_see_what_is_published() throws IOException {
        deployed(sandbox.apply(GivenApp.app("app", 1, "while :; do cat /workspace/a/news || echo old; done", "")));
        String only = sandbox.replicas().getFirst().name();
        whatItUsesIsTold();
        whatIsPublishedIsSeen(only);
        oneThatIsStalledGoesOnByItself(only);
    }

    private void whatItUsesIsTold() {
        Usage before = sandbox.usage();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.usage().cpuTime().minus(before.cpuTime()))
                        .isGreaterThan(Duration.ofSeconds(1)));
        assertThat(sandbox.usage().memoryBytes()).isBetween(100_000L, 64L << 20);
        assertThat(sandbox.usage().protectedFromNeighbours()).isFalse();
        // This machine is the node.
        assertThat(sandbox.usage().elsewhere()).isEmpty();
    }

    private void whatIsPublishedIsSeen(String replica) throws IOException {
        Path published = Files.createDirectories(folder.resolve("published/a"));
        Files.writeString(published.resolve("news"), "new\n");
        sandbox.publish(published.getParent());
        await().atMost(PATIENCE).until(() -> sandbox.logs(replica, 1).equals(List.of("new")));
    }

    private void oneThatIsStalledGoesOnByItself(String replica) {
        sandbox.stall(replica, Duration.ofSeconds(3));
        Duration stopped = sandbox.usage().cpuTime();
        assertThat(sandbox.usage().cpuTime().minus(stopped)).isLessThan(Duration.ofMillis(50));
        await().atMost(PATIENCE)
                .until(() -> sandbox.usage().cpuTime().minus(stopped).compareTo(Duration.ofMillis(500)) > 0);
    }

    @Test
    void what_is_refused_is_refused_as_a_whole_and_nothing_stays_of_the_sandbox() throws IOException {
        whatIsRefusedHereIsRefusedThere();
        whatOnlyTheApiServerRefusesIsRefusedInItsWords();
        assertThat(sandbox.rollouts()).isEmpty();
        assertThat(sandbox.replicas()).isEmpty();
        SandboxRequest again = request();
        assertThatThrownBy(() -> sandboxes.open(again))
                .isInstanceOfSatisfying(
                        SandboxException.class,
                        failed -> assertThat(failed.code()).isEqualTo(SandboxException.Code.NAME_TAKEN));
        assertThat(sandboxes.list()).containsExactly(name);
        // No class is known, so that those of tests beside this one stay as they are.
        assertThat(new Upkeep(cluster.client(), PLAIN, new Reconciler(cluster.client(), PLAIN, new Patience(PATIENCE)))
                        .with(_ -> Optional.empty()))
                .extracting(Repaired::name)
                .doesNotContain(name);
        sandbox.close();
        sandbox.close();
        assertThat(sandboxes.find(name)).isEmpty();
        nothingStays();
    }

    private void whatIsRefusedHereIsRefusedThere() {
        assertThat(sandbox.apply(GivenApp.app("app", 7, "sleep 1000", "")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reasons())
                                .anySatisfy(
                                        reason -> assertThat(reason.message()).contains("exceeded quota")));
    }

    /** Nobody else knows that this is not the one that brings the workspace. */
    private void whatOnlyTheApiServerRefusesIsRefusedInItsWords() {
        ManifestFile taken = new ManifestFile("k8s/taken.yaml", """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: ascent-workspace}
                spec:
                  replicas: 1
                  serviceName: app
                  selector: {matchLabels: {app: taken}}
                  template:
                    metadata: {labels: {app: taken}}
                    spec:
                      containers:
                        - {name: main, image: "test/shell:1", args: [sleep 1000], resources: {limits: {cpu: 100m, memory: 64Mi}}}
                """);
        assertThat(sandbox.apply(List.of(app("").getFirst(), app("").getLast(), taken)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.reasons()).singleElement().satisfies(reason -> {
                        assertThat(reason.path()).isEqualTo("k8s/taken.yaml");
                        assertThat(reason.object()).isEqualTo("StatefulSet/ascent-workspace");
                    });
                });
    }

    @Test
    void what_a_dead_grader_left_is_removed_by_the_next() throws IOException {
        SandboxName left = new SandboxName(name + "-left");
        SandboxRequest same = request();
        grader(() -> Instant.now().minus(Duration.ofHours(3)))
                .open(new SandboxRequest(left, same.sandboxClass(), same.workspace()));
        assertThat(namespace(left)).isNotNull();
        grader(InstantSource.system())
                .open(new SandboxRequest(new SandboxName(name + "-next"), same.sandboxClass(), same.workspace()))
                .close();
        await().atMost(PATIENCE).until(() -> namespace(left) == null);
        assertThat(namespace(name)).isNotNull();
    }

    private @Nullable Namespace namespace(SandboxName sandbox) {
        return cluster.client()
                .namespaces()
                .withName(ClusterSandbox.namespace(sandbox))
                .get();
    }

    private void nothingStays() {
        String namespace = ClusterSandbox.namespace(name);
        assertThat(namespace(name)).isNull();
        await().atMost(PATIENCE)
                .until(() -> cluster.client().persistentVolumes().list().getItems().stream()
                        .noneMatch(volume ->
                                namespace.equals(volume.getSpec().getClaimRef().getNamespace())));
    }
}
