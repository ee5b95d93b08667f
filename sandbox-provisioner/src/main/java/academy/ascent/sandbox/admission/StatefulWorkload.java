package academy.ascent.sandbox.admission;

import java.time.Duration;
import java.util.Map;

/**
 * An admitted StatefulSet whose pods start, change and end one after the other.
 *
 * @param service the name of the Service it says it belongs to; empty for none
 * @param minReady how long a pod must be ready to count as available
 */
public record StatefulWorkload(
        String name,
        int replicas,
        String service,
        Duration minReady,
        Map<String, String> selector,
        PodTemplate template)
        implements ScalableWorkload {
    public StatefulWorkload {
        selector = Map.copyOf(selector);
    }

    @Override
    public StatefulWorkload scaled(int count) {
        return new StatefulWorkload(name, count, service, minReady, selector, template);
    }

    @Override
    public String kind() {
        return "StatefulSet";
    }
}
