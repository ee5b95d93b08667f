package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the volumes of a pod hold, as folders of this machine.
 *
 * @param authority the certificate that the API server's clients trust
 * @param claimed what is behind its claim of a volume
 */
record ContainerFiles(KubernetesClient client, Path authority, Path folder, Path claimed) {

    /** The folder of a volume, filled as a node would. */
    Path of(Pod pod, Volume volume) throws IOException {
        if (volume.getPersistentVolumeClaim() != null) {
            return claimed;
        }
        Path made = Files.createDirectories(folder.resolve(volume.getName()));
        if (volume.getSecret() != null) {
            secret(pod, volume.getSecret().getSecretName(), made);
        }
        if (volume.getProjected() != null) {
            for (VolumeProjection source : volume.getProjected().getSources()) {
                project(pod, source, made);
            }
        }
        return made;
    }

    private void secret(Pod pod, String name, Path target) throws IOException {
        Secret secret = client.secrets()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(name)
                .require();
        for (Map.Entry<String, String> entry : secret.getData().entrySet()) {
            Files.write(target.resolve(entry.getKey()), Base64.getDecoder().decode(entry.getValue()));
        }
    }

    private void project(Pod pod, VolumeProjection source, Path target) throws IOException {
        String namespace = pod.getMetadata().getNamespace();
        if (source.getServiceAccountToken() != null) {
            String token = client.serviceAccounts()
                    .inNamespace(namespace)
                    .withName(pod.getSpec().getServiceAccountName())
                    .tokenRequest()
                    .getStatus()
                    .getToken();
            Files.writeString(target.resolve(source.getServiceAccountToken().getPath()), token);
        }
        for (KeyToPath item : Optional.ofNullable(source.getConfigMap())
                .map(map -> map.getItems())
                .orElse(List.of())) {
            Files.copy(authority, target.resolve(item.getPath()));
        }
        if (source.getDownwardAPI() != null) {
            Files.writeString(
                    target.resolve(source.getDownwardAPI().getItems().getFirst().getPath()), namespace);
        }
    }
}
