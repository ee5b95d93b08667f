package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.ServiceRoute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Where each Service of a sandbox is, and who stands behind it, as its clients believe. */
final class ServiceDirectory {
    private final ServiceAddresses addresses;
    private final AtomicInteger turns = new AtomicInteger();
    private volatile Map<ServicePort, List<Backend>> listed = Map.of();

    /** A replica's port. */
    private record Backend(Pod pod, int port) {}

    ServiceDirectory(ServiceAddresses addresses) {
        this.addresses = addresses;
    }

    ServiceAddresses addresses() {
        return addresses;
    }

    /** Takes over what was admitted and what runs. */
    void follow(Collection<ServiceRoute> services, List<Pod> pods) {
        Map<ServicePort, List<Backend>> now = new HashMap<>();
        for (ServiceRoute service : services) {
            List<Pod> behind = service.headless()
                    ? List.of()
                    : pods.stream()
                            .filter(pod -> service.selects(pod.labels()) && pod.isListed())
                            .toList();
            for (ServiceRoute.Port port : service.ports()) {
                List<Backend> backends = behind.stream()
                        .flatMap(pod -> port.of(pod.container()).map(target -> new Backend(pod, target)).stream())
                        .toList();
                if (!backends.isEmpty()) {
                    now.put(new ServicePort(service.name(), port.number()), backends);
                }
            }
        }
        listed = Map.copyOf(now);
    }

    /** The ports of Services that somebody answers. */
    Set<ServicePort> served() {
        return listed.keySet();
    }

    /** Sockets that lead to who stands behind a port now, each time another one first. */
    List<Path> inTurn(ServicePort port) {
        List<Backend> backends = new ArrayList<>(listed.getOrDefault(port, List.of()));
        backends.removeIf(backend -> !backend.pod().isListed());
        Collections.rotate(backends, turns.getAndIncrement());
        return backends.stream()
                .map(backend -> backend.pod().socket(backend.port()))
                .flatMap(Optional::stream)
                .toList();
    }
}
