package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for quotas: until its controller has taken one up, it binds nothing. */
final class Quotas {
    private final KubernetesClient client;
    private final Patience patience;

    Quotas(KubernetesClient client, Patience patience) {
        this.client = client;
        this.patience = patience;
    }

    void awaitEnforced(ResourceQuota wanted, Consumer<Progress> progress) {
        String waiting = "waiting for the quota " + wanted.getMetadata().getName();
        patience.await(
                Step.WAITING_FOR_QUOTA,
                waiting,
                progress,
                () -> isEnforced(wanted) ? Optional.empty() : Optional.of(waiting + ": it is not yet enforced"));
    }

    private boolean isEnforced(ResourceQuota wanted) {
        ResourceQuota quota = client.resource(wanted).get();
        return quota != null
                && quota.getStatus() != null
                && wanted.getSpec().getHard().equals(quota.getStatus().getHard());
    }
}
