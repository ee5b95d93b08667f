package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.cluster.Swept.Outcome;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A virtual cluster that tells nothing when it is to be suspended or closed. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class SilentVirtualClusterE2E {
    private static final String A = "-a";

    private Instant now = InstantSource.system().instant();
    private GivenClusterSandboxes given;
    private ClusterSandboxes sandboxes;

    @BeforeEach
    void givenAControlPlaneThatIsPlayed(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        given = new GivenClusterSandboxes(cluster);
        sandboxes = given.platform(() -> now);
        sandboxes.prepare();
        given.volume(A);
        sandboxes.open(given.request(A, Isolation.VIRTUAL_CLUSTER), Progress.UNHEARD);
    }

    @AfterEach
    void removeWhatWasMade() {
        given.close();
    }

    /** As vcluster does when it has started. */
    private void start() {
        given.client()
                .secrets()
                .inNamespace(given.namespace(A))
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("vc-sandbox")
                        .endMetadata()
                        .addToData("config", "")
                        .build())
                .create();
    }

    private Outcome swept(Instant now) {
        return sandboxes.sweep(now).stream()
                .filter(swept -> swept.name().equals(given.name(A)))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    @Test
    void one_that_never_started_holds_nothing() {
        assertThat(swept(now.plus(Duration.ofHours(5)))).isEqualTo(new Swept.Closed());
    }

    @Test
    void one_that_seems_idle_is_asked_again_for_ten_minutes_and_then_suspended() {
        start();
        Instant idle = sandboxes.find(given.name(A)).orElseThrow().lastUsed().plus(Duration.ofMinutes(30));
        assertThat(swept(idle.plus(Duration.ofMinutes(9))))
                .isInstanceOfSatisfying(
                        Swept.Failed.class,
                        failed -> assertThat(failed.reason()).contains("could not tell who works in it"));
        assertThat(swept(idle.plus(Duration.ofMinutes(10)))).isEqualTo(new Swept.Suspended());
    }

    @Test
    void one_whose_time_is_over_is_asked_again_for_an_hour_and_then_closed_all_the_same() {
        start();
        Instant expired = now.plus(Duration.ofHours(5));
        assertThat(swept(expired)).isInstanceOf(Swept.Failed.class);
        assertThat(swept(expired.plus(Duration.ofMinutes(59)))).isInstanceOf(Swept.Failed.class);
        now = expired;
        assertThat(sandboxes.extend(given.name(A))).isInstanceOf(Extension.Granted.class);

        Instant again = expired.plus(Duration.ofHours(5));
        assertThat(swept(again))
                .as("what failed before it was extended does not count")
                .isInstanceOf(Swept.Failed.class);
        assertThat(swept(again.plus(Duration.ofHours(1))))
                .isInstanceOfSatisfying(
                        Swept.ClosedUnkept.class,
                        unkept -> assertThat(unkept.reason()).contains("could not tell what it holds"));
    }
}
