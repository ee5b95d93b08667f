package academy.ascent.sandbox.admission;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that was admitted so far, by name.
 *
 * @param configurations ConfigMaps and Secrets, by kind and name
 * @param finished the names of the Jobs that are over and ask for no more pods
 */
public record DesiredState(
        Map<String, Workload> workloads,
        Map<String, ServiceRoute> services,
        Map<Configuration.Kind, Map<String, Configuration>> configurations,
        Set<String> finished) {

    public static final DesiredState EMPTY = new DesiredState(Map.of(), Map.of(), Map.of(), Set.of());

    public DesiredState {
        workloads = Map.copyOf(workloads);
        services = Map.copyOf(services);
        configurations = Map.copyOf(configurations);
        finished = Set.copyOf(finished);
    }

    /** A ConfigMap or Secret, if one of this name was admitted. */
    public Optional<Configuration> configuration(Configuration.Kind kind, String name) {
        return Optional.ofNullable(configurations.getOrDefault(kind, Map.of()).get(name));
    }

    /** The same after these Jobs, and no others, are over. */
    public DesiredState afterJobs(Set<String> over) {
        return new DesiredState(workloads, services, configurations, over);
    }

    DesiredState with(Workload workload) {
        return new DesiredState(changed(workloads, workload.name(), workload), services, configurations, finished);
    }

    DesiredState with(ServiceRoute service) {
        return new DesiredState(workloads, changed(services, service.name(), service), configurations, finished);
    }

    DesiredState with(Configuration configuration) {
        Map<String, Configuration> ofKind = configurations.getOrDefault(configuration.kind(), Map.of());
        return new DesiredState(
                workloads,
                services,
                changed(configurations, configuration.kind(), changed(ofKind, configuration.name(), configuration)),
                finished);
    }

    private static <K, V> Map<K, V> changed(Map<K, V> map, K key, V value) {
        Map<K, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return Map.copyOf(changed);
    }
}
