package academy.ascent.platform.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.Role;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A learner's own sandbox over HTTP, with real processes; at most one may run here at once. */
final class SandboxIT {
    private static final String LAB = "/labs/l1-first-prediction";
    private static final String SANDBOX = LAB + "/sandbox";
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final Pattern REPLICA = Pattern.compile("name=\"replica\" value=\"([^\"]+)\"");

    private static PlatformUnderTest platform;
    private static Browser operator;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start(Map.of("ascent.sandboxes.most", 1));
        operator = person(Role.ADMIN);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** The machine's one place is free for the next test. */
    @AfterEach
    void closeAll() {
        var sandboxes = platform.bean(LearnerSandboxes.class);
        sandboxes.open().forEach(one -> sandboxes.close(null, one.id()));
        awaitNoProcess();
    }

    @Test
    void filesRunAreAskedAreKilledAndAreGoneWhenItIsClosed() {
        var learner = person(Role.INSTRUCTOR);
        assertThat(learner.get(LAB).body()).contains(SANDBOX);
        assertThat(learner.get(SANDBOX).body()).contains("Nothing runs yet");

        deploy(learner);
        awaitLive(learner, "2 of 2 replicas are ready");
        var page = learner.get(SANDBOX).body();
        assertThat(page).contains("MiB of memory").contains("Deploy again").contains("More time (2 left)");

        var asked = learner.post(SANDBOX + "/ask", Map.of("path", "/v2/models/tumour", "body", ""));
        assertThat(asked.body()).contains("Status 200 in").contains("tumour");
        assertThat(learner.post(SANDBOX + "/ask", Map.of("path", "no slash", "body", ""))
                        .body())
                .contains("a path begins with a slash");
        assertThat(learner.post(SANDBOX + "/ask", Map.of("path", "/v2/models/tumour/infer", "body", "{"))
                        .body())
                .contains("Status 400");

        var replica = replica(learner);
        assertThat(learner.get(SANDBOX + "?log=" + replica).body())
                .contains("Log of <code>" + replica + "</code>")
                .contains("tumour");
        learner.post(SANDBOX + "/kill", Map.of("replica", replica));
        awaitLive(learner, "last ended with killed by signal 9");
        learner.post(SANDBOX + "/kill", Map.of("replica", "nobody"));
        assertThat(learner.get(SANDBOX).body()).contains("pods \"nobody\" not found");

        learner.post(SANDBOX + "/close", Map.of());
        assertThat(learner.get(SANDBOX).body()).contains("You closed it.").contains("Nothing runs yet");
        awaitNoProcess();
        assertThat(learner.get(SANDBOX + "/live").statusCode()).isEqualTo(204);
    }

    @Test
    void whatCannotBeDeployedIsRefusedInTheWordsOfTheApiServerAndMended() throws IOException {
        var learner = person(Role.INSTRUCTOR);
        var manifest = Files.readString(
                PlatformUnderTest.home().resolve("labs/l1-first-prediction/starter/k8s/deployment.yaml"));
        save(learner, 0, manifest.replace("allowPrivilegeEscalation: false", "privileged: true"));
        deploy(learner);
        awaitLive(learner, "must not set securityContext.privileged=true");

        save(learner, 1, manifest.replace("replicas: 2", "replicas: 1"));
        deploy(learner);
        awaitLive(learner, "1 of 1 replica is ready");
    }

    @Test
    void aServiceThatSelectsNoReplicaIsNamedWhenItIsAsked() throws IOException {
        var learner = person(Role.INSTRUCTOR);
        var service =
                Files.readString(PlatformUnderTest.home().resolve("labs/l1-first-prediction/starter/k8s/service.yaml"));
        save(
                learner,
                "k8s/service.yaml",
                0,
                service.replace("selector:\n    app: tumour", "selector:\n    app: other"));
        deploy(learner);
        awaitLive(learner, "2 of 2 replicas are ready");
        assertThat(learner.post(SANDBOX + "/ask", Map.of("path", "/v2/models/tumour", "body", ""))
                        .body())
                .contains("the Service “tumour” leads to none of the replicas that are ready");
    }

    @Test
    void anAutoscalerSetsTheReplicasAndSaysWhy() throws IOException {
        var learner = person(Role.INSTRUCTOR);
        var manifest = Files.readString(
                PlatformUnderTest.home().resolve("labs/l1-first-prediction/starter/k8s/deployment.yaml"));
        save(learner, 0, manifest + """
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: tumour}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: tumour}
                  minReplicas: 3
                  maxReplicas: 3
                """);
        deploy(learner);
        awaitLive(learner, "3 of 3 replicas are ready");
        assertThat(learner.get(SANDBOX + "/live").body()).contains("The autoscaler tumour wants 3 (3 to 3).");
    }

    @Test
    void manifestsAreAppliedToWhatRunsAndARevisionIsReturnedTo() throws IOException {
        var learner = person(Role.INSTRUCTOR);
        learner.get(SANDBOX);
        assertThat(learner.post(SANDBOX + "/apply", Map.of()).statusCode()).isEqualTo(404);
        deploy(learner);
        awaitLive(learner, "2 of 2 replicas are ready");
        var first = replica(learner);

        var manifest = Files.readString(
                PlatformUnderTest.home().resolve("labs/l1-first-prediction/starter/k8s/deployment.yaml"));
        save(learner, 0, manifest.replace("allowPrivilegeEscalation: false", "privileged: true"));
        learner.get(SANDBOX);
        assertThat(learner.post(SANDBOX + "/apply", Map.of()).body())
                .contains("Nothing was changed")
                .contains("must not set securityContext.privileged=true")
                .contains("2 of 2 replicas are ready");

        save(learner, 1, manifest.replace("cpu: 100m", "cpu: 150m"));
        learner.get(SANDBOX);
        assertThat(learner.post(SANDBOX + "/apply", Map.of()).statusCode()).isEqualTo(303);
        awaitLive(learner, "tumour</code> is rolled out.");
        awaitLive(learner, "2 of 2 replicas are ready");
        assertThat(learner.get(SANDBOX + "/live").body()).contains("Revision 2");
        Awaitility.await("the pods of the first revision are gone")
                .until(() -> !learner.get(SANDBOX + "/live").body().contains(first));

        learner.get(SANDBOX);
        assertThat(learner.post(SANDBOX + "/undo", Map.of("to", "tumour/1")).statusCode())
                .isEqualTo(303);
        awaitLive(learner, "Revision 3");
        learner.get(SANDBOX);
        learner.post(SANDBOX + "/undo", Map.of("to", "tumour/9"));
        assertThat(learner.get(SANDBOX).body()).contains("unable to find specified revision 9 in history");
        learner.post(SANDBOX + "/undo", Map.of("to", "nothing"));
        assertThat(learner.get(SANDBOX).body()).contains("That revision is not there any more");
    }

    @Test
    void aPausedDeploymentSaysWhatWaitsUntilItIsResumed() throws IOException {
        var learner = person(Role.INSTRUCTOR);
        var manifest = Files.readString(
                PlatformUnderTest.home().resolve("labs/l1-first-prediction/starter/k8s/deployment.yaml"));
        var paused = manifest.replace("  replicas: 2\n", "  replicas: 2\n  paused: true\n");
        save(learner, 0, paused);
        deploy(learner);
        awaitLive(learner, "No replica runs: what the manifests ask for is paused.");

        save(learner, 1, manifest);
        apply(learner);
        awaitLive(learner, "2 of 2 replicas are ready");
        assertThat(learner.get(SANDBOX + "/live").body())
                .contains("tumour</code> is rolled out.")
                .doesNotContain("paused");
        var first = replica(learner);

        save(learner, 2, paused.replace("cpu: 100m", "cpu: 150m"));
        apply(learner);
        assertThat(learner.get(SANDBOX + "/live").body())
                .contains(
                        "tumour</code> is rolled out to 0 of 2 replicas; 2 of the old ones are left. It is paused: a new"
                                + " template is rolled out when it is resumed, by applying it without “paused: true”.")
                .contains("2 of 2 replicas are ready")
                .contains(first);
        learner.get(SANDBOX);
        assertThat(learner.post(SANDBOX + "/undo", Map.of("to", "tumour/1")).body())
                .contains("Nothing was changed")
                .contains("you cannot rollback a paused deployment");

        save(learner, 3, manifest.replace("cpu: 100m", "cpu: 150m"));
        apply(learner);
        awaitLive(learner, "tumour</code> is rolled out.");
        assertThat(learner.get(SANDBOX + "/live").body()).doesNotContain(first).doesNotContain("paused");
    }

    private static void apply(Browser learner) {
        learner.get(SANDBOX);
        assertThat(learner.post(SANDBOX + "/apply", Map.of()).statusCode()).isEqualTo(303);
    }

    @Test
    void aLearnerHasOneAndTheMachineCarriesNoMoreThanItIsToldTo() {
        var learner = person(Role.INSTRUCTOR);
        deploy(learner);
        learner.get(SANDBOX);
        learner.post("/labs/l1-kubernetes/sandbox/deploy", Map.of());
        assertThat(learner.get("/labs/l1-kubernetes/sandbox").body()).contains("Close it there first");

        var other = person(Role.INSTRUCTOR);
        other.get(SANDBOX);
        other.post(SANDBOX + "/deploy", Map.of());
        assertThat(other.get(SANDBOX).body()).contains("Every place of this machine is taken (1)");
    }

    @Test
    void anIdleOneIsSuspendedGoesOnWhenItIsDeployedAgainAndEndsWithItsTime() throws SQLException {
        var learner = person(Role.INSTRUCTOR);
        deploy(learner);
        awaitLive(learner, "2 of 2 replicas are ready");

        change("used_at = used_at - interval '31 minutes'");
        awaitPage(learner, "It was not used for a while");
        awaitNoProcess();

        deploy(learner);
        awaitLive(learner, "2 of 2 replicas are ready");
        for (var left = 2; left > 0; left--) {
            assertThat(learner.get(SANDBOX).body()).contains("More time (" + left + " left)");
            learner.post(SANDBOX + "/extend", Map.of());
        }
        learner.post(SANDBOX + "/extend", Map.of());
        assertThat(learner.get(SANDBOX).body()).contains("It was extended as often as it may be");

        change("opened_at = opened_at - interval '9 hours', expires_at = now()");
        awaitPage(learner, "Its time was over");
        awaitNoProcess();
    }

    @Test
    void anOperatorSeesAllOfThemAndEveryActionIsAudited() {
        var learner = person(Role.INSTRUCTOR);
        assertThat(operator.get("/admin/sandboxes").body()).contains("No learner has a sandbox open");
        deploy(learner);
        awaitLive(learner, "2 of 2 replicas are ready");
        assertThat(operator.get("/admin/sandboxes").body())
                .contains("1 of 1 places are used")
                .contains("running")
                .contains("of 1024 MiB of memory");

        var id = platform.bean(LearnerSandboxes.class).open().getFirst().id();
        for (var action : List.of("extend", "suspend", "close")) {
            operator.get("/admin/sandboxes");
            operator.post("/admin/sandboxes/" + id + "/" + action, Map.of());
            if (action.equals("suspend")) {
                awaitPage(learner, "An operator suspended it");
                awaitNoProcess();
            }
        }
        assertThat(learner.get(SANDBOX).body()).contains("An operator closed it");
        assertThat(platform.bean(AuditLog.class).of("sandbox/" + id))
                .extracting(AuditLog.Entry::action)
                .containsExactly("sandbox.extend", "sandbox.suspend", "sandbox.close");
        operator.get("/admin/sandboxes");
        operator.post("/admin/sandboxes/" + id + "/close", Map.of());
        assertThat(operator.get("/admin/sandboxes").body()).contains("Nothing was changed");
    }

    private static void deploy(Browser learner) {
        learner.get(SANDBOX);
        var answer = learner.post(SANDBOX + "/deploy", Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private static void save(Browser learner, int base, String manifest) {
        save(learner, "k8s/deployment.yaml", base, manifest);
    }

    private static void save(Browser learner, String path, int base, String text) {
        learner.get(LAB);
        var form = Map.of("path", path, "base", Integer.toString(base), "text", text);
        assertThat(learner.post(LAB + "/save", form).statusCode()).isEqualTo(303);
    }

    private static String replica(Browser learner) {
        var matcher = REPLICA.matcher(learner.get(SANDBOX).body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static void awaitLive(Browser learner, String words) {
        Awaitility.await(words)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> learner.get(SANDBOX + "/live").body(), body -> body.contains(words));
    }

    private static void awaitPage(Browser learner, String words) {
        Awaitility.await(words)
                .atMost(Duration.ofSeconds(30))
                .until(() -> learner.get(SANDBOX).body(), body -> body.contains(words));
    }

    private static void awaitNoProcess() {
        var state = platform.state().toString();
        Awaitility.await("no process of a learner's sandbox is left")
                .atMost(Duration.ofSeconds(30))
                .until(() -> ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .noneMatch(line -> line.contains("learner-") && line.contains(state)));
    }

    private static void change(String assignment) throws SQLException {
        var source = DelegatingDataSource.unwrapDataSource(platform.bean(DataSource.class));
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE learner_sandbox SET " + assignment + " WHERE closed_at IS NULL"))
                    .isEqualTo(1);
        }
    }

    /** Somebody who may open every lab, or an administrator. */
    private static Browser person(Role role) {
        var email = "person" + PEOPLE.incrementAndGet() + "@example.org";
        platform.bean(Accounts.class).createPrivileged(email, "Person", "correct horse battery", role);
        return platform.browser().signIn(email);
    }
}
