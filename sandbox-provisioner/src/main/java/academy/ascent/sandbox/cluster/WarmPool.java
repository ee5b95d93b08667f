package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.Progress.Step;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sandboxes that were made ahead and are nobody's yet. The namespace of one has no owner, and an annotation that tells what it
 * was made as: a digest of all its objects and its class. It becomes somebody's by one change of the namespace that names the
 * version that was seen, so it becomes nobody else's. Its place stays, since a control plane's certificate is good for it, and
 * is no other's before or after it.
 */
final class WarmPool {
    private static final String PREFIX = "ahead-";
    private static final SandboxName ANY = new SandboxName(PREFIX + "any");

    private final KubernetesClient client;
    private final ClusterSettings settings;
    private final Patience patience;
    private final InstantSource clock;
    private final SandboxNamespaces namespaces;

    WarmPool(KubernetesClient client, ClusterSettings settings, Patience patience, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.patience = patience;
        this.clock = clock;
        this.namespaces = new SandboxNamespaces(client);
    }

    /** Whether a name is one that is given to those made ahead; nobody can ask for a sandbox of such a name. */
    static boolean isPlace(SandboxName name) {
        return name.value().startsWith(PREFIX);
    }

    /**
     * A name for one.
     *
     * @param random lower-case letters and digits
     */
    static SandboxName place(String random) {
        return new SandboxName(PREFIX + random);
    }

    /**
     * What one of a class and isolation is made as now; another for another class, template or setting.
     *
     * @throws IllegalArgumentException if the class has a device that the cluster does not offer
     */
    static String madeAs(ClusterClass sandboxClass, Isolation isolation, ClusterSettings settings) {
        SandboxObjects objects = SandboxObjects.of(ClusterSandbox.nobodys(ANY, sandboxClass, isolation), settings);
        List<HasMetadata> all = new ArrayList<>(objects.bounds());
        all.addAll(objects.workloads());
        try {
            String text = Serialization.jsonMapper()
                    .writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(all);
            return SandboxObjects.digest((text + sandboxClass).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One that could be taken now. Of several, any: who asks at the same time shall not choose the same. */
    Optional<Namespace> ready(ClusterRequest request) {
        List<Namespace> warm = new ArrayList<>(namespaces.warm());
        Collections.shuffle(warm);
        return warm.stream().filter(namespace -> isReady(namespace, request)).findFirst();
    }

    /** Whether one that is nobody's is as it would be made for this request, and all of it runs. */
    boolean isReady(Namespace warm, ClusterRequest request) {
        ClusterSandboxStatus status = Ledger.read(warm);
        return status.phase() == Phase.OPEN
                && Ownership.madeAs(warm)
                        .filter(madeAs(ClusterClass.of(request.sandboxClass()), request.isolation(), settings)::equals)
                        .isPresent()
                && (request.isolation() == Isolation.NAMESPACE
                        || new ControlPlane(client, patience).isReady(status.namespace()));
    }

    /**
     * Makes one that is nobody's the sandbox of a request, as of now.
     *
     * @param seen the version that is taken
     * @return empty, and nothing is done, if it was taken or changed by others meanwhile
     */
    Optional<ClusterSandboxStatus> take(Namespace seen, ClusterRequest request, Consumer<Progress> progress) {
        SandboxName place = Ledger.read(seen).place();
        progress.accept(new Progress(Step.TAKING, "taking the sandbox " + place + ", which was made ahead"));
        Optional<ClusterSandboxStatus> taken = namespaces.give(
                seen,
                Ledger.begun(request.at(place), clock.instant())
                        .called(request.name())
                        .in(Phase.OPEN));
        if (taken.isPresent()) {
            progress.accept(new Progress(Step.TAKEN, "making sure that it is ready"));
            if (request.isolation() == Isolation.VIRTUAL_CLUSTER) {
                new ControlPlane(client, patience).awaitReady(taken.get().namespace(), progress);
            }
        }
        return taken;
    }
}
