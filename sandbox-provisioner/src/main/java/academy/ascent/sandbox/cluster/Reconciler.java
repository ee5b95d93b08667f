package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings a cluster to the objects of a sandbox, and removes them. It keeps nothing: whatever it finds, half of it made by
 * one that died or all of it changed by hand, it goes on from there, and several may do so at once.
 */
final class Reconciler {
    private final KubernetesClient client;
    private final ClusterSettings settings;
    private final Duration patience;

    /**
     * @param client may make namespaces and everything that the templates hold
     * @param patience how long the cluster may take to enforce a quota or to remove a namespace
     */
    Reconciler(KubernetesClient client, ClusterSettings settings, Duration patience) {
        this.client = client;
        this.settings = settings;
        this.patience = patience;
    }

    /**
     * Makes what is missing of a sandbox and puts right what differs; without either, nothing changes.
     *
     * @throws SandboxException with code {@code NAME_TAKEN} if its namespace is not this owner's sandbox, {@code
     *     UNAVAILABLE} if the namespace is being removed, the quota is not enforced in time, or the API server refuses
     */
    void apply(ClusterSandbox sandbox) {
        SandboxObjects objects = SandboxObjects.of(sandbox, settings);
        speaking("open sandbox " + sandbox.name(), () -> {
            found(sandbox.name()).ifPresent(namespace -> requireFree(namespace, sandbox));
            objects.bounds().forEach(this::apply);
            objects.bounds().stream()
                    .filter(ResourceQuota.class::isInstance)
                    .forEach(quota -> awaitEnforced((ResourceQuota) quota));
            objects.workloads().forEach(this::apply);
        });
    }

    private static void requireFree(Namespace namespace, ClusterSandbox sandbox) {
        requireOurs(namespace, sandbox.name());
        if (!Ownership.isOwnedBy(sandbox.owner(), namespace)) {
            throw new SandboxException(Code.NAME_TAKEN, "Sandbox " + sandbox.name() + " is somebody else's");
        }
        if (isBeingRemoved(namespace)) {
            throw new SandboxException(
                    Code.UNAVAILABLE,
                    "Sandbox " + sandbox.name() + " is still being removed; try again when it is gone");
        }
    }

    private static void requireOurs(Namespace namespace, SandboxName name) {
        if (!Ownership.isOf(name, namespace)) {
            throw new SandboxException(
                    Code.NAME_TAKEN,
                    "Namespace " + namespace.getMetadata().getName() + " is no sandbox of Ascent's; it was left alone");
        }
    }

    private void apply(HasMetadata object) {
        client.resource(object).fieldManager(Ownership.MANAGER).forceConflicts().serverSideApply();
    }

    /** Until its controller has taken a quota up, it binds nothing. */
    private void awaitEnforced(ResourceQuota wanted) {
        client.resource(wanted)
                .waitUntilCondition(quota -> isEnforced(quota, wanted), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static boolean isEnforced(@Nullable ResourceQuota quota, ResourceQuota wanted) {
        return quota != null
                && quota.getStatus() != null
                && wanted.getSpec().getHard().equals(quota.getStatus().getHard());
    }

    /**
     * Removes a sandbox with everything in it and waits until it is gone; does nothing if there is none.
     *
     * @throws SandboxException with code {@code NAME_TAKEN} if the namespace of that name is not Ascent's, which is left
     *     alone, {@code UNAVAILABLE} if it is not gone in time, or the API server refuses
     */
    void remove(SandboxName name) {
        speaking("remove sandbox " + name, () -> {
            Optional<Namespace> left = found(name);
            while (left.isPresent() && mustBeDeleted(left.get(), name)) {
                delete(left.get());
                left = found(name);
            }
            namespace(name).waitUntilCondition(Objects::isNull, patience.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    private static boolean mustBeDeleted(Namespace namespace, SandboxName name) {
        requireOurs(namespace, name);
        return !isBeingRemoved(namespace);
    }

    /** Deletes the very version that was seen to be ours; where it has changed meanwhile, nothing happens. */
    private void delete(Namespace seen) {
        try {
            client.resource(seen).lockResourceVersion().delete();
        } catch (KubernetesClientException failed) {
            if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw failed;
            }
        }
    }

    private Optional<Namespace> found(SandboxName name) {
        return Optional.ofNullable(namespace(name).get());
    }

    private Resource<Namespace> namespace(SandboxName name) {
        return client.namespaces().withName(ClusterSandbox.namespace(name));
    }

    private static boolean isBeingRemoved(Namespace namespace) {
        return namespace.getMetadata().getDeletionTimestamp() != null;
    }

    private static void speaking(String what, Runnable action) {
        try {
            action.run();
        } catch (KubernetesClientException failed) {
            throw new SandboxException(
                    Code.UNAVAILABLE, "The cluster could not " + what + ": " + failed.getMessage(), failed);
        }
    }
}
