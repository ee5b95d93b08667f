package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.SERVE;
import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.get;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Revision;
import academy.ascent.sandbox.RolloutStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PausedIT extends BriskSandbox {
    private static final String PAUSED = "\n  paused: true";
    private static final String BAD = "bad";

    PausedIT() {
        super(Duration.ofMillis(400));
    }

    /** Replicas that answer so, of a Deployment that says more; the bad one never becomes ready. */
    private static List<ManifestFile> web(String answer, int replicas, String more) {
        String probe = "readinessProbe: {httpGet: {port: " + (answer.equals(BAD) ? 8081 : 8080)
                + "}, periodSeconds: 1}\nenv: [{name: ANSWER, value: " + answer + "}]";
        return app("web", replicas, SERVE, probe).stream()
                .map(file -> new ManifestFile(
                        file.path(), file.yaml().replace("replicas: " + replicas, "replicas: " + replicas + more)))
                .toList();
    }

    private static List<ManifestFile> lingering(List<ManifestFile> manifests) {
        return manifests.stream()
                .map(file -> new ManifestFile(
                        file.path(),
                        file.yaml()
                                .replace(
                                        "readinessProbe",
                                        "lifecycle: {preStop: {sleep: {seconds: 2}}}\n          readinessProbe")))
                .toList();
    }

    private RolloutStatus rollout() {
        return sandbox.rollouts().getFirst();
    }

    private void untilComplete() {
        until(Duration.ofSeconds(30), () -> rollout().isComplete());
    }

    private void untilAnswers(int count, String answer) {
        until(
                Duration.ofSeconds(30),
                () -> answers()
                        .equals(Stream.generate(() -> answer).limit(count).toList()));
    }

    /** A pod that has gone stays listed for a moment and then answers nothing. */
    private List<String> answers() {
        return sandbox.readyEndpoints("web").stream().map(PausedIT::answer).toList();
    }

    private static String answer(Endpoint endpoint) {
        try {
            return get(endpoint).lines().reduce("", (_, last) -> last);
        } catch (IOException gone) {
            return "";
        }
    }

    private static List<Integer> numbers(List<Revision> revisions) {
        return revisions.stream().map(Revision::number).toList();
    }

    private List<String> names() {
        return sandbox.replicas().stream()
                .filter(replica -> replica.state() != Replica.State.TERMINATING)
                .filter(replica -> replica.state() != Replica.State.ENDED)
                .map(Replica::name)
                .toList();
    }

    private void stays(RolloutStatus status) {
        until(() -> rollout().equals(status));
        Awaitility.await().during(Duration.ofMillis(500)).until(() -> rollout().equals(status));
    }

    @Test
    void a_new_template_waits_while_what_runs_is_replaced_until_it_is_resumed() {
        admitted(sandbox.apply(web("one", 2, "")));
        untilComplete();
        admitted(sandbox.apply(web("two", 2, PAUSED)));
        stays(new RolloutStatus("web", 2, 0, 0, 2, true));
        sandbox.delete("web-1");
        until(() -> names().equals(List.of("web-2", "web-3")));
        untilAnswers(2, "one");
        assertThat(numbers(sandbox.history("web"))).containsExactly(1);
        admitted(sandbox.apply(web("two", 2, "")));
        untilComplete();
        untilAnswers(2, "two");
        assertThat(numbers(sandbox.history("web"))).containsExactly(1, 2);
    }

    @Test
    void nothing_is_undone_while_it_is_paused() {
        admitted(sandbox.apply(web("one", 1, "")));
        untilComplete();
        admitted(sandbox.apply(web("two", 1, PAUSED)));
        assertThat(sandbox.undo("web", 1))
                .isEqualTo(new Admission.Refused(List.of(new Admission.Refusal(
                        "",
                        "Deployment/web",
                        "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try"
                                + " again"))));
        assertThatThrownBy(() -> sandbox.undo("web", 9)).hasMessage("unable to find specified revision 9 in history");
        stays(new RolloutStatus("web", 1, 0, 0, 1, true));
    }

    @Test
    void a_rollout_in_flight_stands_still_is_scaled_in_proportion_and_goes_on() {
        String strategy = "\n  strategy: {rollingUpdate: {maxSurge: 2, maxUnavailable: 0}}";
        admitted(sandbox.apply(web("good", 4, strategy)));
        untilComplete();
        admitted(sandbox.apply(web(BAD, 4, strategy)));
        until(() -> rollout().updated() == 2);
        admitted(sandbox.apply(web(BAD, 4, strategy + PAUSED)));
        stays(new RolloutStatus("web", 4, 2, 0, 4, true));
        admitted(sandbox.apply(web(BAD, 5, strategy + PAUSED)));
        stays(new RolloutStatus("web", 5, 2, 0, 5, true));
        untilAnswers(5, "good");
        sandbox.delete("web-1");
        sandbox.delete("web-5");
        stays(new RolloutStatus("web", 5, 2, 0, 5, true));
        untilAnswers(5, "good");
        admitted(sandbox.apply(web(BAD, 1, strategy + PAUSED)));
        stays(new RolloutStatus("web", 1, 1, 0, 2, true));
        assertThat(numbers(sandbox.history("web"))).containsExactly(1, 2);
        admitted(sandbox.apply(web("better", 1, strategy)));
        untilComplete();
        untilAnswers(1, "better");
    }

    @Test
    void what_was_paused_from_the_beginning_begins_when_it_is_resumed() {
        admitted(sandbox.apply(web("one", 2, PAUSED)));
        stays(new RolloutStatus("web", 2, 0, 0, 0, true));
        assertThat(sandbox.replicas()).isEmpty();
        assertThat(sandbox.history("web")).isEmpty();
        admitted(sandbox.apply(web("one", 2, "")));
        untilComplete();
        assertThat(numbers(sandbox.history("web"))).containsExactly(1);
    }

    /** As no new ReplicaSet was made yet, the newest there is has all replicas again. */
    @Test
    void a_pause_while_old_pods_end_to_be_recreated_brings_them_back() {
        String recreate = "\n  strategy: {type: Recreate}";
        admitted(sandbox.apply(lingering(web("one", 2, recreate))));
        untilComplete();
        admitted(sandbox.apply(lingering(web("two", 2, recreate))));
        admitted(sandbox.apply(lingering(web("two", 2, recreate + PAUSED))));
        stays(new RolloutStatus("web", 2, 0, 0, 2, true));
        untilAnswers(2, "one");
        assertThat(names()).containsExactly("web-3", "web-4");
    }

    @Test
    void an_autoscaler_still_scales_what_runs() {
        admitted(sandbox.apply(web("one", 1, "")));
        untilComplete();
        admitted(sandbox.apply(
                Stream.concat(web("two", 1, PAUSED).stream(), Stream.of(new ManifestFile("k8s/hpa.yaml", """
                                apiVersion: autoscaling/v2
                                kind: HorizontalPodAutoscaler
                                metadata: {name: web}
                                spec:
                                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                                  minReplicas: 3
                                  maxReplicas: 3
                                """)))
                        .toList()));
        untilAnswers(3, "one");
        stays(new RolloutStatus("web", 3, 0, 0, 3, true));
    }
}
