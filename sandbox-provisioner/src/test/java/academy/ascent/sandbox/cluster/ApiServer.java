package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;

/** kube-apiserver, reached on loopback, with a certificate that it makes itself and a token for its administrator. */
final class ApiServer {
    private static final int ATTEMPTS = 3;

    private final Path program;
    private final Path folder;
    private final Premises premises;
    private final Duration patience;
    private final String token = UUID.randomUUID().toString();

    /**
     * Writes what the server needs into a folder; nothing runs yet.
     *
     * @param folder where etcd's socket {@code etcd.sock} is, and where keys, kubeconfig and log go
     * @param patience how long the server may take until it is ready
     */
    ApiServer(Path program, Path folder, Premises premises, Duration patience) throws IOException {
        this.program = program;
        this.folder = folder;
        this.premises = premises;
        this.patience = patience;
        Files.writeString(folder.resolve("tokens.csv"), token + ",admin,admin,system:masters\n");
        Files.writeString(serviceAccountKey(), rsaKey());
    }

    /** The key that service account tokens are signed with. */
    Path serviceAccountKey() {
        return folder.resolve("service-account.key");
    }

    /** The server's own certificate, which its clients trust. */
    Path certificate() {
        return folder.resolve("certificates/apiserver.crt");
    }

    /** How other programs reach the server as its administrator, once it is ready. */
    Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    /** A server that is ready. */
    record Ready(KeptProcess process, KubernetesClient client) {}

    /**
     * Starts the server and waits until it is ready; where a port is taken, the next one is tried.
     *
     * @throws ClusterFailure if it ends or does not become ready
     */
    Ready start(IntSupplier ports) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ports.getAsInt();
            KeptProcess process = KeptProcess.start("kube-apiserver", folder, premises.command(command(port)));
            try {
                return new Ready(process, ready(process, port));
            } catch (ClusterFailure failure) {
                process.close();
                if (attempt == ATTEMPTS || !process.tail().contains("address already in use")) {
                    throw failure;
                }
            }
        }
    }

    private KubernetesClient ready(KeptProcess process, int port) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        awaitCertificate(process, deadline);
        KubernetesClient client = client(port);
        while (!answers(client)) {
            if (!mayStillCome(process, deadline)) {
                client.close();
                throw notReady(process);
            }
        }
        return client;
    }

    private void awaitCertificate(KeptProcess process, long deadline) {
        while (!Files.exists(folder.resolve("certificates/apiserver.key"))) {
            if (!mayStillCome(process, deadline)) {
                throw notReady(process);
            }
        }
    }

    private static boolean mayStillCome(KeptProcess process, long deadline) {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
        return process.lives() && System.nanoTime() < deadline;
    }

    private static boolean answers(KubernetesClient client) {
        try {
            return "ok".equals(client.raw("/readyz"));
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }

    private ClusterFailure notReady(KeptProcess process) {
        String what = process.lives() ? "is not ready after " + patience.toSeconds() + " s" : "has ended";
        return new ClusterFailure("The API server " + what + "\n" + process.tail());
    }

    private KubernetesClient client(int port) throws IOException {
        Files.writeString(kubeconfig(), """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters: [{name: test, cluster: {server: "https://%s:%d", certificate-authority: "%s"}}]
                users: [{name: admin, user: {token: "%s"}}]
                contexts: [{name: test, context: {cluster: test, user: admin, namespace: default}}]
                """.formatted(premises.host(), port, certificate(), token));
        Config config = Config.fromKubeconfig(kubeconfig().toFile());
        config.setRequestRetryBackoffLimit(0);
        config.setUserAgent(TestCluster.USER_AGENT);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private List<String> command(int port) {
        return List.of(
                program.toString(),
                "--etcd-servers=unix://" + folder.resolve("etcd.sock"),
                "--bind-address=" + premises.listens(),
                "--advertise-address=" + premises.address(),
                "--endpoint-reconciler-type=" + (premises.hasPods() ? "lease" : "none"),
                "--kubelet-preferred-address-types=InternalIP",
                "--secure-port=" + port,
                "--cert-dir=" + folder.resolve("certificates"),
                "--token-auth-file=" + folder.resolve("tokens.csv"),
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + serviceAccountKey(),
                "--service-account-signing-key-file=" + serviceAccountKey(),
                "--service-cluster-ip-range=10.96.0.0/16",
                // As installers set it: privileged pods are Pod Security's matter.
                "--allow-privileged=true",
                "--profiling=false");
    }

    private static String rsaKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
