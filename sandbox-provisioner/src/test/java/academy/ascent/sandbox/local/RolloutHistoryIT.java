package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.SERVE;
import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.get;
import static academy.ascent.sandbox.local.GivenSandboxes.ready;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Revision;
import academy.ascent.sandbox.SandboxException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RolloutHistoryIT extends BriskSandbox {
    private static final String READY = "readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1}\n";

    RolloutHistoryIT() {
        super(Duration.ofMillis(400));
    }

    /** Two replicas that answer so, of a Deployment in which one part is replaced. */
    private static List<ManifestFile> web(String answer, String part, String other) {
        return app("web", 2, SERVE, READY + "env: [{name: ANSWER, value: " + answer + "}]").stream()
                .map(file -> new ManifestFile(file.path(), file.yaml().replace(part, other)))
                .toList();
    }

    private static List<ManifestFile> web(String answer) {
        return web(answer, "kind: Deployment\nmetadata: {name: web}", """
                kind: Deployment
                metadata: {name: web, annotations: {kubernetes.io/change-cause: answer %s}}
                """.formatted(answer));
    }

    private void untilComplete() {
        until(Duration.ofSeconds(30), () -> sandbox.rollouts().getFirst().isComplete());
    }

    /** A pod that has gone stays listed for a moment and then answers nothing. */
    private void untilAllAnswer(String answer) {
        until(() -> {
            List<Endpoint> listed = sandbox.readyEndpoints("web");
            return listed.size() == 2 && listed.stream().allMatch(endpoint -> answers(endpoint, answer));
        });
    }

    private static boolean answers(Endpoint endpoint, String answer) {
        try {
            return get(endpoint).endsWith(answer);
        } catch (IOException gone) {
            return false;
        }
    }

    private static Revision revision(int number, String answer) {
        return new Revision(number, Optional.of("answer " + answer));
    }

    @Test
    void a_release_that_never_becomes_ready_is_undone_while_the_old_pods_serve() throws Exception {
        admitted(sandbox.apply(web("good")));
        ready(sandbox, "web", 2);
        admitted(sandbox.apply(web("bad", "socat TCP4-LISTEN:8080", "socat TCP4-LISTEN:8081")));
        assertThat(sandbox.history("web")).containsExactly(revision(1, "good"), new Revision(2, Optional.empty()));
        until(() -> sandbox.rollouts().getFirst().updated() > 0);
        assertThat(sandbox.undo("web", 0))
                .isInstanceOfSatisfying(
                        Admission.Admitted.class,
                        answer -> assertThat(answer.objects()).singleElement().satisfies(object -> {
                            assertThat(object.kind()).isEqualTo("Deployment");
                            assertThat(object.name()).isEqualTo("web");
                            assertThat(object.replicas()).isEqualTo(2);
                            assertThat(object.containers().getFirst().readinessProbe())
                                    .isTrue();
                        }));
        assertThat(sandbox.history("web")).containsExactly(new Revision(2, Optional.empty()), revision(3, "good"));
        untilComplete();
        assertThat(sandbox.replicas().stream().filter(Replica::ready).map(Replica::name))
                .containsExactly("web-1", "web-2");
        assertThat(get(ready(sandbox, "web", 2).getFirst())).endsWith("good");
    }

    @Test
    void a_named_revision_is_rolled_out_again_within_its_bounds() {
        for (String answer : List.of("one", "two", "three")) {
            admitted(sandbox.apply(web(answer)));
            untilComplete();
        }
        assertThat(sandbox.history("web"))
                .containsExactly(revision(1, "one"), revision(2, "two"), revision(3, "three"));
        admitted(sandbox.undo("web", 1));
        assertThat(sandbox.rollouts().getFirst().isComplete()).isFalse();
        until(() -> {
            long serving = sandbox.replicas().stream().filter(Replica::ready).count();
            assertThat(serving).isBetween(2L, 3L);
            return sandbox.rollouts().getFirst().isComplete();
        });
        untilAllAnswer("one");
        assertThat(sandbox.history("web"))
                .containsExactly(revision(2, "two"), revision(3, "three"), revision(4, "one"));
    }

    @Test
    void no_more_revisions_are_kept_than_the_limit_says() {
        for (String answer : List.of("one", "two", "three")) {
            admitted(sandbox.apply(web(answer, "replicas: 2", "replicas: 1\n  revisionHistoryLimit: 1")));
            untilComplete();
        }
        until(() -> sandbox.history("web").size() == 2);
        assertThat(sandbox.history("web").stream().map(Revision::number)).containsExactly(2, 3);
        assertNotFound(() -> sandbox.undo("web", 1), "unable to find specified revision 1 in history");
    }

    @Test
    void who_recreates_has_a_revision_once_the_old_pods_are_gone() {
        String recreate = "replicas: 1\n  strategy: {type: Recreate}";
        admitted(sandbox.apply(web("one", "replicas: 2", recreate)));
        untilComplete();
        admitted(sandbox.apply(web("two", "replicas: 2", recreate)));
        assertThat(sandbox.history("web").stream().map(Revision::number)).containsExactly(1);
        until(() -> sandbox.history("web").size() == 2);
        assertThat(sandbox.replicas().getFirst().state()).isEqualTo(Replica.State.ENDED);
    }

    @Test
    void an_undo_beyond_the_quota_is_refused_and_changes_nothing() {
        admitted(sandbox.apply(idle("web", 6, "500m")));
        admitted(sandbox.apply(idle("web", 6, "100m")));
        admitted(sandbox.apply(idle("other", 2, "1500m")));
        assertThat(sandbox.undo("web", 1))
                .isEqualTo(new Admission.Refused(List.of(new Admission.Refusal(
                        "",
                        "Deployment/web",
                        "pods \"web\" is forbidden: exceeded quota: cpu-small, requested: limits.cpu=500m, used:"
                                + " limits.cpu=4, limited: limits.cpu=4"))));
        assertThat(sandbox.history("web").stream().map(Revision::number)).containsExactly(1, 2);
    }

    private static List<ManifestFile> idle(String name, int replicas, String cpu) {
        return app(name, replicas, "exec sleep 1000", "").stream()
                .map(file -> new ManifestFile(file.path(), file.yaml().replace("cpu: 500m", "cpu: " + cpu)))
                .toList();
    }

    @Test
    void only_a_deployment_has_a_history() {
        assertNotFound(() -> sandbox.history("web"), "deployments.apps \"web\" not found");
        assertNotFound(() -> sandbox.undo("web", 0), "deployments.apps \"web\" not found");
        admitted(sandbox.apply(app("web", 1, "sleep 1000", "")));
        assertNotFound(() -> sandbox.undo("web", 0), "no rollout history found for deployment \"web\"");
    }

    private static void assertNotFound(ThrowingCallable call, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SandboxException.class,
                        refused -> assertThat(refused.code()).isEqualTo(SandboxException.Code.NOT_FOUND))
                .hasMessage(words);
    }
}
