package academy.ascent.sandbox.admission;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Everything that was admitted so far, by name; of ConfigMaps and Secrets, by kind and name. */
public record DesiredState(
        Map<String, Workload> workloads,
        Map<String, ServiceRoute> services,
        Map<Configuration.Kind, Map<String, Configuration>> configurations) {

    public static final DesiredState EMPTY = new DesiredState(Map.of(), Map.of(), Map.of());

    public DesiredState {
        workloads = Map.copyOf(workloads);
        services = Map.copyOf(services);
        configurations = Map.copyOf(configurations);
    }

    /** A ConfigMap or Secret, if one of this name was admitted. */
    public Optional<Configuration> configuration(Configuration.Kind kind, String name) {
        return Optional.ofNullable(configurations.getOrDefault(kind, Map.of()).get(name));
    }

    DesiredState with(Workload workload) {
        return new DesiredState(changed(workloads, workload.name(), workload), services, configurations);
    }

    DesiredState with(ServiceRoute service) {
        return new DesiredState(workloads, changed(services, service.name(), service), configurations);
    }

    DesiredState with(Configuration configuration) {
        Map<String, Configuration> ofKind = configurations.getOrDefault(configuration.kind(), Map.of());
        return new DesiredState(
                workloads,
                services,
                changed(configurations, configuration.kind(), changed(ofKind, configuration.name(), configuration)));
    }

    private static <K, V> Map<K, V> changed(Map<K, V> map, K key, V value) {
        Map<K, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return Map.copyOf(changed);
    }
}
