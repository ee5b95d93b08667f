package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.admission.DeploymentWorkload;
import academy.ascent.sandbox.admission.PodTemplate;
import academy.ascent.sandbox.admission.RestartPolicy;
import academy.ascent.sandbox.admission.Share;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReplicaSetsProperties {
    private static final int NONE_AVAILABLE = -1;

    private static PodTemplate image(int image) {
        return GivenTemplate.of(Map.of("app", "web"), Map.of(), RestartPolicy.ALWAYS, "image:" + image);
    }

    /** One whose present template is of this image. */
    private static DeploymentWorkload web(int image, int replicas, int surge, boolean recreate) {
        return new DeploymentWorkload(
                "web",
                replicas,
                Share.pods(surge),
                Share.pods(1),
                recreate,
                true,
                Duration.ZERO,
                Map.of("app", "web"),
                10,
                Optional.empty(),
                image(image));
    }

    private static DeploymentWorkload web(int image, int replicas, int surge) {
        return web(image, replicas, surge, false);
    }

    /** What a rollout of the Deployment has made of the images 0, 1 and so on. */
    private static ReplicaSets rolledOut(DeploymentWorkload deployment, List<Integer> sizes) {
        List<PodTemplate> templates = IntStream.range(0, sizes.size())
                .mapToObj(ReplicaSetsProperties::image)
                .toList();
        return ReplicaSets.NONE.rolledOut(deployment, templates, template -> sizes.get(templates.indexOf(template)));
    }

    private static ReplicaSets rolledOut(DeploymentWorkload deployment, Integer... sizes) {
        return rolledOut(deployment, List.of(sizes));
    }

    private static List<Integer> sizes(ReplicaSets sets) {
        return sets.all().stream().map(ReplicaSet::size).toList();
    }

    private static int total(ReplicaSets sets) {
        return sizes(sets).stream().mapToInt(size -> size).sum();
    }

    private static ReplicaSets atRest(ReplicaSets sets, DeploymentWorkload deployment) {
        return Stream.iterate(sets, now -> now.paused(deployment, NONE_AVAILABLE))
                .skip(100)
                .findFirst()
                .orElseThrow();
    }

    /** However often it is scaled. */
    @Property
    void there_are_as_many_pods_as_an_update_allows_or_as_are_wanted_of_one_template_alone(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 9) Integer> sizes,
            @ForAll @IntRange(max = 5) int image,
            @ForAll @IntRange(max = 4) int surge,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 20) Integer> scales) {
        int before = sizes.stream().mapToInt(size -> size).sum();
        ReplicaSets sets = rolledOut(web(image, Math.max(0, before - surge), surge), sizes);
        for (int replicas : scales) {
            sets = atRest(sets, web(image, replicas, surge));
            long active = sets.all().stream().filter(ReplicaSet::isActive).count();
            assertThat(total(sets)).isEqualTo(active > 1 && replicas > 0 ? replicas + surge : replicas);
            assertThat(sets.paused(web(image, replicas, surge), NONE_AVAILABLE)).isEqualTo(sets);
            assertThat(sets.all()).extracting(ReplicaSet::template).hasSameElementsAs(templates(sizes.size()));
        }
    }

    private static List<PodTemplate> templates(int count) {
        return IntStream.range(0, count).mapToObj(ReplicaSetsProperties::image).toList();
    }

    /** Each but the largest comes as near to its share as whole pods can, and none goes the other way. */
    @Property
    void each_keeps_its_share(
            @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 30) Integer> sizes,
            @ForAll @IntRange(max = 4) int surge,
            @ForAll @IntRange(min = 1, max = 100) int replicas) {
        int most = sizes.stream().mapToInt(size -> size).sum();
        DeploymentWorkload before = web(0, most - Math.min(surge, most), Math.min(surge, most));
        DeploymentWorkload after = web(0, replicas, before.maxSurge());
        List<Integer> now = sizes(rolledOut(before, sizes).paused(after, NONE_AVAILABLE));
        int grown = after.replicas() + after.maxSurge();
        int largest = sizes.indexOf(sizes.stream().max(Integer::compare).orElseThrow());
        for (int i = 0; i < sizes.size(); i++) {
            assertThat(Integer.signum(now.get(i) - sizes.get(i))).isIn(0, Integer.signum(grown - most));
            if (!sizes.get(i).equals(sizes.get(largest))) {
                double share = (double) sizes.get(i) * grown / most;
                assertThat(Math.abs(now.get(i) - sizes.get(i)))
                        .isLessThanOrEqualTo((int) Math.abs(Math.round(share) - sizes.get(i)));
            }
        }
    }

    @Property
    void a_new_template_changes_nothing(
            @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 9) Integer> sizes,
            @ForAll @IntRange(max = 1) int surge,
            @ForAll @IntRange(max = 9) int available) {
        int replicas = sizes.stream().mapToInt(size -> size).sum() - surge;
        ReplicaSets sets = rolledOut(web(0, replicas, surge), sizes);
        assertThat(sets.paused(web(9, replicas, surge), available)).isEqualTo(sets);
    }

    /** The example of Kubernetes' documentation: 8 old pods and 5 new ones of 10, three more are allowed. */
    @Example
    void a_rollout_that_stands_still_is_scaled_in_proportion() {
        ReplicaSets sets = rolledOut(web(1, 10, 3), 8, 5);
        assertThat(sizes(sets.paused(web(1, 15, 3), 0))).containsExactly(11, 7);
        assertThat(sizes(sets.paused(web(1, 15, 3), 0).paused(web(1, 10, 3), 0)))
                .containsExactly(8, 5);
        assertThat(sizes(sets.paused(web(1, 0, 3), 0))).containsExactly(0, 0);
    }

    @Example
    void of_the_same_size_the_newer_grows_first_and_the_older_shrinks_first() {
        ReplicaSets sets = rolledOut(web(1, 4, 0), 2, 2);
        assertThat(sizes(sets.paused(web(1, 5, 0), 0))).containsExactly(2, 3);
        assertThat(sizes(sets.paused(web(1, 3, 0), 0))).containsExactly(1, 2);
    }

    /** One pod was still to be made: it goes to the largest, with what rounding leaves. */
    @Example
    void shares_are_of_the_pods_that_were_allowed_and_not_of_those_that_were_there() {
        assertThat(sizes(rolledOut(web(1, 10, 0), 5, 4).paused(web(1, 20, 0), 0)))
                .containsExactly(12, 8);
    }

    @Example
    void a_pause_between_two_steps_of_a_rollout_fills_up_what_an_update_allows() {
        assertThat(sizes(rolledOut(web(1, 4, 1), 3, 1).paused(web(1, 4, 1), 0))).containsExactly(4, 1);
    }

    @Example
    void what_never_ran_makes_nothing() {
        assertThat(ReplicaSets.NONE.paused(web(0, 3, 1), 0)).isEqualTo(ReplicaSets.NONE);
    }

    @Example
    void one_alone_has_all_replicas_whatever_its_template() {
        ReplicaSets sets = rolledOut(web(0, 3, 1), 3, 0);
        assertThat(sizes(sets.paused(web(1, 5, 1), 0))).containsExactly(5, 0);
        assertThat(sizes(sets.paused(web(9, 1, 1), 0))).containsExactly(1, 0);
    }

    @Example
    void what_was_scaled_to_nothing_comes_back_with_the_present_template_or_else_the_newest() {
        ReplicaSets sets = rolledOut(web(0, 0, 1), 0, 0, 0);
        assertThat(sizes(sets.paused(web(1, 3, 1), 0))).containsExactly(0, 3, 0);
        assertThat(sizes(sets.paused(web(9, 3, 1), 0))).containsExactly(0, 0, 3);
    }

    @Example
    void old_pods_go_once_all_new_ones_are_available_even_while_it_is_paused() {
        ReplicaSets sets = rolledOut(web(1, 3, 1), 1, 3);
        assertThat(sizes(sets.paused(web(1, 3, 1), 2))).containsExactly(1, 3);
        assertThat(sizes(sets.paused(web(1, 3, 1), 3))).containsExactly(0, 3);
        ReplicaSets larger = rolledOut(web(1, 4, 0), 1, 3);
        assertThat(sizes(larger.paused(web(1, 3, 0), 3))).containsExactly(1, 2);
    }

    @Example
    void what_recreates_is_not_shared() {
        ReplicaSets sets = rolledOut(web(1, 4, 0), 2, 2);
        assertThat(sizes(sets.paused(web(1, 8, 0, true), 2))).containsExactly(2, 2);
        assertThat(sizes(sets.paused(web(1, 2, 0, true), 2))).containsExactly(2, 2);
    }

    /** What was allowed when a size was set counts, not what is allowed now. */
    @Example
    void shares_are_reckoned_from_when_a_size_was_set() {
        ReplicaSets first = rolledOut(web(0, 4, 0), 4);
        ReplicaSets second = first.rolledOut(web(1, 4, 4), templates(2), template -> 4);
        assertThat(second.all()).extracting(ReplicaSet::most).containsExactly(4, 8);
        ReplicaSets scaled = second.rolledOut(web(1, 5, 4), templates(2), template -> 4);
        assertThat(scaled.all()).extracting(ReplicaSet::most).containsExactly(9, 9);
    }

    @Example
    void what_is_forgotten_and_comes_again_is_the_newest() {
        ReplicaSets sets = rolledOut(web(0, 3, 1), 3, 0).among(List.of(image(1)));
        assertThat(sets.size(image(0))).isZero();
        assertThat(sets.rolledOut(web(0, 3, 1), List.of(image(0), image(1)), _ -> 1)
                        .all())
                .extracting(ReplicaSet::template)
                .containsExactly(image(1), image(0));
    }
}
