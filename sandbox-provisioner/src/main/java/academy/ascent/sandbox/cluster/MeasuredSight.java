package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the API server says of a namespace's pods and endpoints as they change, without asking it each time. */
final class MeasuredSight implements AutoCloseable {
    private static final String SERVICE = "kubernetes.io/service-name";

    private final KubernetesClient client;
    private final String namespace;
    private final SharedIndexInformer<Pod> pods;
    private final SharedIndexInformer<EndpointSlice> slices;

    MeasuredSight(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        this.pods = client.pods().inNamespace(namespace).inform();
        this.slices =
                client.discovery().v1().endpointSlices().inNamespace(namespace).inform();
    }

    /** Those of what was applied, in no order. */
    List<Pod> pods() {
        return pods.getStore().list().stream()
                .filter(pod -> !pod.getMetadata().getName().equals(MeasuredWorkspace.POD))
                .toList();
    }

    /**
     * A pod as it is this moment.
     *
     * @throws SandboxException with code {@code NOT_FOUND} if there is none of that name
     */
    Pod require(String name) {
        return Optional.ofNullable(
                        client.pods().inNamespace(namespace).withName(name).get())
                .filter(pod -> !name.equals(MeasuredWorkspace.POD))
                .orElseThrow(() -> new SandboxException(
                        Code.NOT_FOUND,
                        "pods \"" + name + "\" not found; there are: "
                                + pods().stream()
                                        .map(pod -> pod.getMetadata().getName())
                                        .toList()));
    }

    /** The ready ones of a Service's first port, by pod. */
    List<Endpoint> endpoints(String service) {
        return slices.getStore().list().stream()
                .filter(slice -> service.equals(slice.getMetadata().getLabels().get(SERVICE)))
                .flatMap(MeasuredSight::ready)
                .sorted(Comparator.comparing(Endpoint::replica))
                .toList();
    }

    private static Stream<Endpoint> ready(EndpointSlice slice) {
        return all(slice.getPorts())
                .limit(1)
                .flatMap(port -> all(slice.getEndpoints())
                        .filter(endpoint ->
                                Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                        .map(endpoint -> new Endpoint.Tcp(
                                endpoint.getTargetRef().getName(),
                                endpoint.getAddresses().getFirst(),
                                port.getPort())));
    }

    /** What the API server has none of, it may tell as nothing. */
    private static <T> Stream<T> all(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    @Override
    public void close() {
        pods.close();
        slices.close();
    }
}
