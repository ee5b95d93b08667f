package academy.ascent.sandbox.admission;

import java.util.Map;
import java.util.Optional;

/**
 * An admitted Service.
 *
 * @param selector the labels of the pods behind it; an empty one selects none
 * @param targetPort the number or the name of its first port's container port
 */
public record ServiceRoute(String name, Map<String, String> selector, String targetPort) {
    public ServiceRoute {
        selector = Map.copyOf(selector);
    }

    /** Whether a pod of these labels stands behind the Service. */
    public boolean selects(Map<String, String> labels) {
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }

    /** The port of a container that requests go to, empty if the container has no port of that name. */
    public Optional<Integer> port(PodContainer container) {
        if (Character.isDigit(targetPort.charAt(0))) {
            return Optional.of(Integer.parseInt(targetPort));
        }
        return Optional.ofNullable(container.ports().get(targetPort));
    }
}
