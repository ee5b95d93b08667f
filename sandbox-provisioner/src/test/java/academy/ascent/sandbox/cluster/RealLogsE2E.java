package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a learner reads of what their pods write on a node. */
@RealClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class RealLogsE2E {
    private static final String A = "-a";
    private static final Duration START = Duration.ofSeconds(90);

    private GivenClusterSandboxes given;
    private ClusterSandboxes sandboxes;

    @BeforeEach
    void givenASandbox(TestCluster cluster) {
        given = new GivenClusterSandboxes(cluster);
        sandboxes = given.platform(InstantSource.system(), START);
        sandboxes.prepare();
        sandboxes.open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD);
    }

    @AfterEach
    void removeWhatWasMade() {
        given.close();
    }

    private void make(String name, String... scripts) {
        Pod careful = GivenNamespace.careful(name, Map.of("cpu", "100m", "memory", "64Mi"));
        List<Container> containers = IntStream.range(0, scripts.length)
                .mapToObj(i -> new ContainerBuilder(
                                careful.getSpec().getContainers().getFirst())
                        .withName("c" + i)
                        .withImage(NodeImages.SHELL)
                        .withArgs(scripts[i])
                        .build())
                .toList();
        given.client()
                .pods()
                .inNamespace(given.namespace(A))
                .resource(new PodBuilder(careful)
                        .editSpec()
                        .withRestartPolicy("Always")
                        .withContainers(containers)
                        .endSpec()
                        .build())
                .create();
    }

    private List<ContainerLog> logs(String pod) {
        return sandboxes.logs(given.name(A), pod);
    }

    @Test
    void the_last_lines_of_each_container_are_read() {
        make(
                "many",
                "i=0; while [ $i -lt 300 ]; do echo line $i; i=$((i+1)); done; sleep 1000",
                "echo '<b>\u001b[31mred'; sleep 1000",
                "sleep 1000");
        await().atMost(START)
                .untilAsserted(() -> assertThat(logs("many"))
                        .extracting(ContainerLog::container)
                        .containsExactly("c0", "c1", "c2"));
        await().atMost(START).untilAsserted(() -> {
            List<ContainerLog> logs = logs("many");
            assertThat(logs.get(0).lines()).hasSize(200).startsWith("line 100").endsWith("line 299");
            assertThat(logs.get(1)).isEqualTo(new ContainerLog("c1", false, "", List.of("<b>\u001b[31mred")));
            assertThat(logs.get(2)).isEqualTo(new ContainerLog("c2", false, "", List.of()));
        });
        assertThatThrownBy(() -> logs("gone"))
                .isInstanceOfSatisfying(
                        SandboxException.class,
                        none -> assertThat(none.code()).isEqualTo(SandboxException.Code.NOT_FOUND));
        assertThatThrownBy(() -> logs("../many")).hasMessage("There is no pod ../many any more");
    }

    @Test
    void of_overlong_lines_the_latest_are_read() {
        make("wide", """
                x=xxxxxxxxxxxxxxxx; x=$x$x$x$x$x$x$x$x; x=$x$x$x$x$x$x$x$x$x$x$x$x$x$x$x$x$x$x$x$x$x$x$x$x
                i=0; while [ $i -lt 250 ]; do echo $i $x; i=$((i+1)); done; sleep 1000
                """);
        await().atMost(START)
                .untilAsserted(() -> assertThat(logs("wide"))
                        .singleElement()
                        .satisfies(log -> assertThat(log.lines())
                                .hasSize(25)
                                .last()
                                .asString()
                                .startsWith("249 xxx")));
    }

    @Test
    void one_that_was_started_again_keeps_what_it_wrote_before_and_one_that_waits_says_why() {
        make("broken", "echo it fails; exit 3");
        await().atMost(START).untilAsserted(() -> {
            List<ContainerLog> logs = logs("broken");
            assertThat(logs).hasSize(2);
            assertThat(logs.get(0)).isEqualTo(new ContainerLog("c0", true, "", List.of("it fails")));
            assertThat(logs.get(1).isEarlier()).isFalse();
            assertThat(logs.get(1).note()).startsWith("It waits: CrashLoopBackOff, back-off ");
            assertThat(logs.get(1).lines()).isEmpty();
        });
    }
}
