package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.Revision;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.admission.DeploymentWorkload;
import academy.ascent.sandbox.admission.PodTemplate;
import academy.ascent.sandbox.admission.RestartPolicy;
import academy.ascent.sandbox.admission.RolloutHistory;
import academy.ascent.sandbox.admission.Share;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RolloutHistoryProperties {
    private final RolloutHistory history = new RolloutHistory();

    private static DeploymentWorkload web(String image, Optional<String> cause, Map<String, String> annotations) {
        PodTemplate template =
                GivenTemplate.of(Map.of("app", "web"), annotations, RestartPolicy.ALWAYS, "image:" + image);
        return new DeploymentWorkload(
                "web",
                1,
                Share.pods(1),
                Share.pods(0),
                false,
                false,
                Duration.ZERO,
                Map.of("app", "web"),
                10,
                cause,
                template);
    }

    private static DeploymentWorkload web(String image) {
        return web(image, Optional.empty(), Map.of());
    }

    private static DeploymentWorkload web(String image, String cause) {
        return web(image, Optional.of(cause), Map.of());
    }

    private void applied(DeploymentWorkload... deployments) {
        List.of(deployments).forEach(deployment -> history.observe(deployment, true));
    }

    private void keepNone(DeploymentWorkload present) {
        history.keep(0, present.template(), _ -> false);
    }

    private List<Integer> numbers() {
        return numbers(history);
    }

    private static List<Integer> numbers(RolloutHistory history) {
        return history.revisions().stream().map(Revision::number).toList();
    }

    /** The number of a template is one more than the changes before it was last asked for. */
    @Property
    void every_template_has_the_number_of_its_last_change(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 4) Integer> images,
            @ForAll @IntRange(max = 5) int limit) {
        RolloutHistory seen = new RolloutHistory();
        Map<Integer, Integer> changes = new TreeMap<>();
        int number = 0;
        for (int i = 0; i < images.size(); i++) {
            if (i == 0 || !images.get(i).equals(images.get(i - 1))) {
                number++;
            }
            changes.put(images.get(i), number);
            seen.observe(web(String.valueOf(images.get(i))), true);
        }
        List<Integer> expected = changes.values().stream().sorted().toList();
        assertThat(numbers(seen)).isEqualTo(expected);
        for (Map.Entry<Integer, Integer> change : changes.entrySet()) {
            assertThat(seen.restored(web("now"), change.getValue()).template())
                    .isEqualTo(web(String.valueOf(change.getKey())).template());
        }
        seen.keep(limit, web(String.valueOf(images.getLast())).template(), _ -> false);
        assertThat(numbers(seen))
                .isEqualTo(expected.subList(Math.max(0, expected.size() - 1 - limit), expected.size()));
    }

    @Example
    void numbers_go_on_where_old_ones_were_forgotten() {
        applied(web("1"), web("2"), web("3"));
        keepNone(web("3"));
        applied(web("1"));
        assertThat(numbers()).containsExactly(3, 4);
        keepNone(web("1"));
        applied(web("1"));
        assertThat(numbers()).containsExactly(4);
    }

    @Example
    void what_is_said_of_a_template_stays_until_something_else_is_said() {
        applied(web("1", "first"), web("2"), web("2", "second"), web("2"), web("1"));
        assertThat(history.revisions())
                .containsExactly(new Revision(2, Optional.of("second")), new Revision(3, Optional.of("first")));
        applied(web("1", "again"));
        assertThat(history.revisions().getLast()).isEqualTo(new Revision(3, Optional.of("again")));
    }

    @Example
    void a_template_that_says_its_own_cause_is_believed_last() {
        Map<String, String> annotations = Map.of("kubernetes.io/change-cause", "of the template");
        applied(web("1", Optional.empty(), annotations), web("2", Optional.of("of the Deployment"), annotations));
        assertThat(history.revisions().stream().map(Revision::changeCause))
                .containsExactly(Optional.of("of the template"), Optional.of("of the Deployment"));
    }

    @Example
    void a_new_template_becomes_a_revision_when_it_may_and_a_known_one_at_once() {
        applied(web("1"), web("2"));
        history.observe(web("3"), false);
        assertThat(numbers()).containsExactly(1, 2);
        history.observe(web("1"), false);
        assertThat(numbers()).containsExactly(2, 3);
    }

    @Example
    void undoing_returns_the_template_and_what_was_said_of_it() {
        applied(web("1", "first"), web("2", "second"), web("3"));
        assertThat(history.restored(web("3"), 0)).isEqualTo(web("2", "second"));
        assertThat(history.restored(web("3"), 1)).isEqualTo(web("1", "first"));
        assertThat(history.restored(web("3", "third"), 3)).isEqualTo(web("3", "third"));
    }

    @Example
    void what_is_not_in_the_history_is_refused_in_kubectls_words() {
        assertRefused(0, "no rollout history found for deployment \"web\"");
        applied(web("1"));
        assertRefused(0, "no rollout history found for deployment \"web\"");
        IntStream.of(-1, 2)
                .forEach(
                        number -> assertRefused(number, "unable to find specified revision " + number + " in history"));
    }

    private void assertRefused(int revision, String words) {
        assertThatThrownBy(() -> history.restored(web("1"), revision))
                .isInstanceOfSatisfying(
                        SandboxException.class,
                        refused -> assertThat(refused.code()).isEqualTo(SandboxException.Code.NOT_FOUND))
                .hasMessage(words);
    }
}
