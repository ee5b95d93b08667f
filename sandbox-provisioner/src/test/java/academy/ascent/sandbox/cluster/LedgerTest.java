package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Term;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final Instant MADE = Instant.parse("2026-03-01T12:00:01Z");
    private static final SandboxClass CLASS = new SandboxClass(
            "cpu-small",
            2000,
            1L << 30,
            4,
            200,
            5L << 30,
            2,
            4,
            Optional.of(new SandboxClass.Gpus("nvidia.com/gpu", 1, Duration.ofHours(2))),
            Optional.of(new SandboxClass.Stay(Duration.ofMinutes(30), Duration.ofHours(4), 2)));

    private static ClusterSandbox given(Isolation isolation, SandboxClass limits) {
        return new ClusterSandbox(new SandboxName("grade-1"), ClusterClass.of(limits), "learner-7", isolation);
    }

    private static Namespace namespace(ClusterSandbox sandbox, Map<String, String> annotations) {
        Namespace namespace = SandboxObjects.of(sandbox, SETTINGS).namespace();
        namespace.getMetadata().setAnnotations(annotations);
        namespace.getMetadata().setCreationTimestamp(MADE.toString());
        return namespace;
    }

    @ParameterizedTest
    @EnumSource
    void what_is_written_is_read(Isolation isolation) {
        ClusterSandbox sandbox = given(isolation, CLASS);
        ClusterSandboxStatus begun = Ledger.begun(sandbox, NOON);
        assertThat(begun.term())
                .contains(new Term(Duration.ofMinutes(30), Duration.ofHours(4), NOON.plusSeconds(4 * 3600), 2));
        for (Phase phase : Phase.values()) {
            ClusterSandboxStatus status = begun.in(phase).usedAt(NOON.plusSeconds(9));
            assertThat(Ledger.read(namespace(sandbox, Ledger.annotations(status))))
                    .isEqualTo(status);
        }
    }

    @Test
    void what_was_lost_comes_back_when_it_is_opened_again() {
        ClusterSandboxStatus begun = Ledger.begun(given(Isolation.NAMESPACE, CLASS), NOON);
        ClusterSandboxStatus later = Ledger.begun(given(Isolation.NAMESPACE, CLASS), NOON.plusSeconds(9));
        ClusterSandboxStatus bare = Ledger.read(namespace(given(Isolation.NAMESPACE, CLASS), Map.of()));
        assertThat(bare.orAs(later).term()).isEqualTo(later.term());
        assertThat(bare.orAs(later).gpus()).contains(new SandboxClass.Gpus("nvidia.com/gpu", 1, Duration.ofHours(2)));
        assertThat(begun.orAs(later)).isEqualTo(begun);
    }

    @Test
    void a_class_without_a_stay_has_no_term() {
        ClusterSandbox sandbox = given(Isolation.NAMESPACE, new SandboxClass("forever", 1, 1, 1, 1));
        ClusterSandboxStatus begun = Ledger.begun(sandbox, NOON);
        assertThat(begun.term()).isEmpty();
        assertThat(Ledger.read(namespace(sandbox, Ledger.annotations(begun)))).isEqualTo(begun);
    }

    @Test
    void use_that_is_told_late_does_not_set_the_clock_back() {
        ClusterSandboxStatus begun = Ledger.begun(given(Isolation.NAMESPACE, CLASS), NOON);
        assertThat(begun.usedAt(NOON.minusSeconds(1))).isEqualTo(begun);
    }

    @Test
    void a_namespace_without_annotations_was_just_made_and_is_not_yet_open() {
        ClusterSandboxStatus read = Ledger.read(namespace(given(Isolation.VIRTUAL_CLUSTER, CLASS), Map.of()));
        assertThat(read)
                .isEqualTo(new ClusterSandboxStatus(
                        new SandboxName("grade-1"),
                        "cpu-small",
                        "learner-7",
                        Isolation.VIRTUAL_CLUSTER,
                        Phase.OPENING,
                        MADE,
                        MADE,
                        Optional.empty(),
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "phase, NAPPING",
        "phase, open",
        "opened, yesterday",
        "last-used, 12",
        "expires, 2026-02-30T00:00:00Z",
        "idle, 30m",
        "lifetime, ''",
        "extensions-left, two",
        "gpus, one",
        "gpu-a-week, 120"
    })
    void what_was_mangled_by_hand_reads_as_missing(String key, String value) {
        ClusterSandbox sandbox = given(Isolation.NAMESPACE, CLASS);
        Map<String, String> mangled =
                new HashMap<>(Ledger.annotations(Ledger.begun(sandbox, NOON).in(Phase.OPEN)));
        mangled.put("ascent.academy/" + key, value);
        Map<String, String> missing = new HashMap<>(mangled);
        missing.remove("ascent.academy/" + key);
        assertThat(Ledger.read(namespace(sandbox, mangled))).isEqualTo(Ledger.read(namespace(sandbox, missing)));
    }

    @Test
    void a_namespace_that_is_being_removed_is_closing_whatever_it_says() {
        ClusterSandbox sandbox = given(Isolation.NAMESPACE, CLASS);
        Namespace namespace = namespace(
                sandbox, Ledger.annotations(Ledger.begun(sandbox, NOON).in(Phase.OPEN)));
        namespace.getMetadata().setDeletionTimestamp(MADE.toString());
        assertThat(Ledger.read(namespace).phase()).isEqualTo(Phase.CLOSING);
    }
}
