package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/** A platform that opens a sandbox, says when it is at a step, and goes no further until its standard input ends. */
final class OpeningProcess {

    private OpeningProcess() {}

    /**
     * @param arguments the API server, the file of its certificate authority, the sandbox, the step and the class; the
     *     token is the first line of standard input
     */
    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(arguments[0])
                .withCaCertFile(arguments[1])
                .withOauthToken(input.readLine())
                .build();
        Step step = Step.valueOf(arguments[3]);
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            ClusterRequest request = new ClusterRequest(
                    new SandboxName(arguments[2]),
                    GivenClusterSandboxes.small(arguments[4]),
                    "learner-7",
                    Isolation.NAMESPACE);
            new ClusterSandboxes(client, GivenSandbox.SETTINGS, GivenClusterSandboxes.PATIENCE, InstantSource.system())
                    .open(request, progress -> {
                        if (progress.step() == step) {
                            System.out.println("at " + step);
                            awaitEnd(input);
                        }
                    });
        }
    }

    /** Opens one in a process of its own, which stands still at the step and gets SIGKILL there. */
    static void killedAt(Step step, KubernetesClient client, SandboxName name, String className) throws Exception {
        Config config = client.getConfiguration();
        assumeThat(config.getAutoOAuthToken())
                .as("a token that can be handed on")
                .isNotNull();
        Process platform = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpeningProcess.class.getName(),
                        config.getMasterUrl(),
                        config.getCaCertFile(),
                        name.value(),
                        step.name(),
                        className)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = platform.inputReader()) {
            platform.outputWriter()
                    .append(config.getAutoOAuthToken())
                    .append('\n')
                    .flush();
            assertThat(out.readLine()).isEqualTo("at " + step);
        } finally {
            platform.destroyForcibly().waitFor();
        }
    }

    private static void awaitEnd(BufferedReader input) {
        try {
            while (input.readLine() != null) {}
        } catch (IOException broken) {
            // It has ended.
        }
        Runtime.getRuntime().halt(1);
    }
}
