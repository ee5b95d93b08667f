package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.Revision;
import academy.ascent.sandbox.admission.DeploymentWorkload;
import academy.ascent.sandbox.admission.PodTemplate;
import academy.ascent.sandbox.admission.RestartPolicy;
import academy.ascent.sandbox.admission.Share;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentRunTest {
    private final DeploymentRun run = new DeploymentRun();

    private static PodTemplate image(int image) {
        return GivenTemplate.of(Map.of("app", "web"), Map.of(), RestartPolicy.ALWAYS, "image:" + image);
    }

    private static DeploymentWorkload web(int image, int limit, Optional<String> cause) {
        return new DeploymentWorkload(
                "web",
                2,
                Share.pods(1),
                Share.pods(0),
                false,
                false,
                Duration.ZERO,
                Map.of("app", "web"),
                limit,
                cause,
                image(image));
    }

    private static DeploymentWorkload web(int image, int limit) {
        return web(image, limit, Optional.empty());
    }

    /** Images 1, 2 and so on were rolled out, and the last one runs. */
    private void rolledOut(int images) {
        for (int i = 1; i <= images; i++) {
            PodTemplate present = image(i);
            run.roll(web(i, 10), true, 1, template -> template.equals(present) ? 1 : 0);
        }
    }

    private List<Integer> numbers() {
        return run.history().revisions().stream().map(Revision::number).toList();
    }

    private void assertHeld(DeploymentWorkload deployment, ReplicaSet... sets) {
        assertThat(run.hold(deployment, 0)).containsExactly(sets);
    }

    private static ReplicaSet set(int image, int size) {
        return new ReplicaSet(image(image), size, 2, 3);
    }

    @Test
    void a_template_that_is_new_while_it_is_paused_becomes_no_revision() {
        rolledOut(2);
        assertHeld(web(3, 10), set(1, 0), set(2, 2));
        assertThat(numbers()).containsExactly(1, 2);
    }

    @Test
    void a_template_that_is_asked_for_again_takes_the_newest_number_and_no_pods() {
        rolledOut(2);
        assertHeld(web(1, 10, Optional.of("again")), set(1, 0), set(2, 2));
        assertThat(run.history().revisions())
                .containsExactly(new Revision(2, Optional.empty()), new Revision(3, Optional.of("again")));
    }

    @Test
    void revisions_without_pods_are_forgotten_though_it_is_paused() {
        rolledOut(3);
        assertHeld(web(9, 2), set(1, 0), set(2, 0), set(3, 2));
        assertThat(numbers()).containsExactly(2, 3);
        assertHeld(web(9, 0), set(2, 0), set(3, 2));
        assertThat(numbers()).containsExactly(3);
        assertHeld(web(9, 0), set(3, 2));
    }

    @Test
    void a_revision_with_pods_is_kept_and_counts_among_those_that_are_too_many() {
        rolledOut(2);
        assertHeld(web(1, 0), set(1, 0), set(2, 2));
        assertThat(numbers()).containsExactly(2, 3);
    }

    @Test
    void a_complete_rollout_leaves_as_many_as_the_limit_says() {
        rolledOut(3);
        run.completed(web(3, 1));
        assertThat(numbers()).containsExactly(2, 3);
        assertHeld(web(3, 1), set(2, 0), set(3, 2));
    }
}
