package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * An account of the platform's namespace with the rights that a document gives it, under another name, so that one which is
 * there already stays as it is.
 *
 * @param client speaks as that account
 */
record DocumentedAccount(KubernetesClient admin, String name, KubernetesClient client) implements AutoCloseable {
    private static final String PLATFORM = GivenSandbox.SETTINGS.platformNamespace();

    /**
     * @param documented what the account is called there; its role and that one's binding are called so after {@code ascent-},
     *     its token's Secret before {@code -token}
     */
    static DocumentedAccount make(KubernetesClient admin, Path document, String documented, String name)
            throws IOException {
        new SandboxNamespaces(admin).make(PLATFORM);
        String yaml = Files.readString(document)
                .replaceAll("(?m)name: (ascent-)?" + documented + "(-token)?$", "name: " + name + "$2");
        Stream.of(yaml.split("(?m)^---$"))
                .map(object -> Serialization.<HasMetadata>unmarshal(object))
                .filter(object -> !object.getKind().equals("Namespace"))
                .forEach(object -> admin.resource(object).create());
        Config config = admin.getConfiguration();
        return new DocumentedAccount(
                admin,
                name,
                new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder()
                                .withAutoConfigure(false)
                                .withMasterUrl(config.getMasterUrl())
                                .withCaCertData(config.getCaCertData())
                                .withCaCertFile(config.getCaCertFile())
                                .withOauthToken(token(admin, name))
                                .withUserAgent(Ownership.MANAGER)
                                .build())
                        .build());
    }

    private static String token(KubernetesClient admin, String name) {
        return admin.serviceAccounts()
                .inNamespace(PLATFORM)
                .withName(name)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    @Override
    public void close() {
        client.close();
        admin.serviceAccounts().inNamespace(PLATFORM).withName(name).delete();
        admin.secrets().inNamespace(PLATFORM).withName(name + "-token").delete();
        admin.resources(ClusterRole.class).withName(name).delete();
        admin.resources(ClusterRoleBinding.class).withName(name).delete();
    }
}
