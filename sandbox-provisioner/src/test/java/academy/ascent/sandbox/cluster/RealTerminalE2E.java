package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.TypedTerminal;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A learner's terminals in pods of their namespace, with the rights that are documented for the platform. */
@RealClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class RealTerminalE2E {
    private static final String A = "-a";
    private static final Duration START = Duration.ofSeconds(90);

    private GivenClusterSandboxes given;
    private DocumentedAccount account;
    private ClusterSandboxes sandboxes;

    @BeforeEach
    void givenASandbox(TestCluster cluster) throws IOException {
        given = new GivenClusterSandboxes(cluster);
        account = DocumentedAccount.make(
                given.client(),
                Path.of("../docs/platform-on-a-cluster.yaml"),
                "platform",
                "platform-" + UUID.randomUUID().toString().substring(0, 8));
        sandboxes = platform(account.client(), InstantSource.system());
        sandboxes.prepare();
        sandboxes.open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD);
    }

    private static ClusterSandboxes platform(KubernetesClient client, InstantSource clock) {
        return new ClusterSandboxes(client, GivenSandbox.SETTINGS, START, clock);
    }

    @AfterEach
    void removeWhatWasMade() {
        account.close();
        given.close();
    }

    private static Container container(String name, String image, String... arguments) {
        return new ContainerBuilder(GivenNamespace.careful("any", Map.of("cpu", "100m", "memory", "64Mi"))
                        .getSpec()
                        .getContainers()
                        .getFirst())
                .withName(name)
                .withImage(image)
                .withArgs(arguments)
                .build();
    }

    /** With two that run, one that has ended, and one without a shell. */
    private void pod() {
        Pod careful = GivenNamespace.careful("web", Map.of("cpu", "100m", "memory", "64Mi"));
        var pods = given.client().pods().inNamespace(given.namespace(A));
        pods.resource(new PodBuilder(careful)
                        .editSpec()
                        .withRestartPolicy("Never")
                        .withContainers(
                                container("main", NodeImages.SHELL, "WHO=main sleep 100000"),
                                container("beside", NodeImages.BASH, "sleep 100000"),
                                container("ended", NodeImages.SHELL, "exit 0"),
                                container("bare", RealCluster.PAUSE))
                        .endSpec()
                        .build())
                .create();
        await().atMost(START)
                .until(() -> pods.withName("web").get().getStatus().getContainerStatuses().stream()
                        .allMatch(status -> status.getState().getWaiting() == null));
    }

    private TypedTerminal terminal(Optional<String> container) {
        return new TypedTerminal(sandboxes.terminal(given.name(A), "web", container, TerminalSize.USUAL));
    }

    private void assertRefused(String pod, Optional<String> container, Code code, String words) {
        assertThatThrownBy(() -> sandboxes.terminal(given.name(A), pod, container, TerminalSize.USUAL))
                .isInstanceOfSatisfying(SandboxException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused).hasMessageMatching("(?s)" + words);
                });
    }

    @Test
    void a_shell_opens_in_the_first_container_or_the_named_one_and_nowhere_else() {
        pod();
        try (TypedTerminal first = terminal(Optional.empty());
                TypedTerminal named = terminal(Optional.of("beside"))) {
            first.type("echo $((6*7)) ${BASH_VERSION:-plain}\n");
            first.awaitShown("42 plain");
            named.type("echo $((6*7)) ${BASH_VERSION:-plain}\n");
            named.awaitShown("42 5.");
        }
        assertRefused("web", Optional.of("ended"), Code.NOT_FOUND, "The container ended of the pod web does not run");
        assertRefused("web", Optional.of("none"), Code.NOT_FOUND, "The pod web has no container none");
        assertRefused("gone", Optional.empty(), Code.NOT_FOUND, "There is no pod gone any more");
        assertRefused("../web", Optional.empty(), Code.NOT_FOUND, "There is no pod ../web any more");
        assertRefused(
                "web",
                Optional.of("bare"),
                Code.UNAVAILABLE,
                "No shell can be had in the pod web: .*\"sh\": executable file not found.*");
        try (TypedTerminal fits = terminal(Optional.empty())) {
            fits.type("exit\n");
            fits.awaitEnd(START);
        }
    }

    @Test
    void opening_one_counts_as_use() {
        pod();
        Instant later = Instant.now().plus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.SECONDS);
        platform(account.client(), () -> later)
                .terminal(given.name(A), "web", Optional.empty(), TerminalSize.USUAL)
                .close();
        assertThat(sandboxes.find(given.name(A)).orElseThrow().lastUsed()).isEqualTo(later);
    }

    @Test
    void one_whose_connection_breaks_ends_and_closing_it_ends_the_shell() throws IOException {
        pod();
        try (CutConnection way = new CutConnection(account.client());
                TypedTerminal other = terminal(Optional.empty())) {
            TypedTerminal terminal = new TypedTerminal(platform(way.client(), InstantSource.system())
                    .terminal(given.name(A), "web", Optional.empty(), TerminalSize.USUAL));
            terminal.type("echo $((6*7)) >/tmp/shell; exec cat\n");
            other.awaitAnswer("cat /tmp/shell", "\n42");
            way.cut();
            terminal.awaitEnd(START);
            terminal.type("lost");
            terminal.close();
            other.awaitAnswer(
                    "n=0; for p in /proc/[0-9]*; do read -r c <$p/comm; [ \"$c\" = cat ] && n=$((n+1)); done; echo $n cats",
                    "\n0 cats");
        }
    }
}
