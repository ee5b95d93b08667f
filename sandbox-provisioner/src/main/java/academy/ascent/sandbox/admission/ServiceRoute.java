package academy.ascent.sandbox.admission;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An admitted Service.
 *
 * @param selector the labels of the pods behind it; an empty one selects none
 * @param headless whether it has no address of its own
 * @param ports at least one; whoever asks the Service without naming a port asks the first
 */
public record ServiceRoute(String name, Map<String, String> selector, boolean headless, List<Port> ports) {
    public ServiceRoute {
        selector = Map.copyOf(selector);
        ports = List.copyOf(ports);
    }

    /**
     * One port.
     *
     * @param name empty if it has none
     * @param number where the Service is asked
     * @param target the number or the name of the container port that answers
     */
    public record Port(String name, int number, String target) {
        /** The port of a container that requests go to, empty if the container has no port of that name. */
        public Optional<Integer> of(PodContainer container) {
            return Character.isDigit(target.charAt(0))
                    ? Optional.of(Integer.parseInt(target))
                    : Optional.ofNullable(container.ports().get(target));
        }
    }

    /** Whether a pod of these labels stands behind the Service. */
    public boolean selects(Map<String, String> labels) {
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }

    /** The port of a container that requests to the first port go to, empty if the container has no port of that name. */
    public Optional<Integer> port(PodContainer container) {
        return ports.getFirst().of(container);
    }
}
