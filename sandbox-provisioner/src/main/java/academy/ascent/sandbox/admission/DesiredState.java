package academy.ascent.sandbox.admission;

import java.util.HashMap;
import java.util.Map;

/** Everything that was admitted so far, by name. */
public record DesiredState(Map<String, Workload> workloads, Map<String, ServiceRoute> services) {

    public static final DesiredState EMPTY = new DesiredState(Map.of(), Map.of());

    public DesiredState {
        workloads = Map.copyOf(workloads);
        services = Map.copyOf(services);
    }

    DesiredState with(Workload workload) {
        Map<String, Workload> changed = new HashMap<>(workloads);
        changed.put(workload.name(), workload);
        return new DesiredState(changed, services);
    }

    DesiredState with(ServiceRoute service) {
        Map<String, ServiceRoute> changed = new HashMap<>(services);
        changed.put(service.name(), service);
        return new DesiredState(workloads, changed);
    }
}
