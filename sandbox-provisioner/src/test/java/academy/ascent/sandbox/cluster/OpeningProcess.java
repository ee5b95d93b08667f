package academy.ascent.sandbox.cluster;

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
import java.time.InstantSource;

/** A platform that opens a sandbox, says when it is at a step, and goes no further until its standard input ends. */
final class OpeningProcess {

    private OpeningProcess() {}

    /**
     * @param arguments the API server, the file of its certificate authority, the sandbox and the step; the token is the
     *     first line of standard input
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
                    GivenClusterSandboxes.small("cpu-small"),
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

    private static void awaitEnd(BufferedReader input) {
        try {
            while (input.readLine() != null) {}
        } catch (IOException broken) {
            // It has ended.
        }
        Runtime.getRuntime().halt(1);
    }
}
