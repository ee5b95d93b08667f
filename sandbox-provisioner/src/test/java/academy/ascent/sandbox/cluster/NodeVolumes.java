package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The storage of a cluster of one node: each claim of its class gets a folder, which goes with the cluster. */
public final class NodeVolumes implements AutoCloseable {
    public static final String CLASS = "node";

    private final KubernetesClient client;
    private final Path folder;
    private final SharedIndexInformer<PersistentVolumeClaim> claims;

    private NodeVolumes(KubernetesClient client, Path folder) {
        this.client = client;
        this.folder = folder;
        this.claims = client.persistentVolumeClaims().inAnyNamespace().inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(PersistentVolumeClaim claim) {
                if (isOurs(claim)) {
                    make(claim);
                }
            }

            @Override
            public void onUpdate(PersistentVolumeClaim before, PersistentVolumeClaim claim) {}

            @Override
            public void onDelete(PersistentVolumeClaim claim, boolean unknown) {
                if (isOurs(claim)) {
                    client.persistentVolumes().withName(name(claim)).delete();
                }
            }
        });
    }

    /**
     * Begins to make volumes.
     *
     * @param folder is made
     */
    static NodeVolumes serve(KubernetesClient client, Path folder) throws IOException {
        return new NodeVolumes(client, Files.createDirectory(folder));
    }

    /** Has claims that name no class become of this one. */
    static void makeDefault(KubernetesClient client) {
        client.resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName(CLASS)
                        .addToAnnotations("storageclass.kubernetes.io/is-default-class", "true")
                        .endMetadata()
                        .withProvisioner("ascent.academy/" + CLASS)
                        .build())
                .create();
    }

    private static boolean isOurs(PersistentVolumeClaim claim) {
        return CLASS.equals(claim.getSpec().getStorageClassName());
    }

    private static String name(PersistentVolumeClaim claim) {
        return "claim-" + claim.getMetadata().getUid();
    }

    private void make(PersistentVolumeClaim claim) {
        client.resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName(name(claim))
                        .endMetadata()
                        .withNewSpec()
                        .withCapacity(claim.getSpec().getResources().getRequests())
                        .withAccessModes(claim.getSpec().getAccessModes())
                        .withStorageClassName(CLASS)
                        .withNewHostPath()
                        .withPath(open(name(claim)).toString())
                        .endHostPath()
                        .withNewClaimRef()
                        .withName(claim.getMetadata().getName())
                        .withNamespace(claim.getMetadata().getNamespace())
                        .withUid(claim.getMetadata().getUid())
                        .endClaimRef()
                        .endSpec()
                        .build())
                .create();
    }

    /** A folder that any user may write to, since a node does not give such a one to who mounts it. */
    private Path open(String name) {
        try {
            Path made = Files.createDirectory(folder.resolve(name));
            return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        claims.close();
    }
}
