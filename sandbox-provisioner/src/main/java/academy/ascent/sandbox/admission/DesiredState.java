package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that was admitted so far, by name.
 *
 * @param configurations ConfigMaps and Secrets, by kind and name
 * @param cronJobs what makes Jobs, by name
 * @param autoscalers what sets the number of pods of others, by name
 * @param jobPods how many pods of a Job there are, by its name, where that is what quota counts: none of one that is over,
 *     and of a CronJob's those that were made
 */
public record DesiredState(
        Map<String, Workload> workloads,
        Map<String, ServiceRoute> services,
        Map<Configuration.Kind, Map<String, Configuration>> configurations,
        Map<String, ScheduledJob> cronJobs,
        Map<String, Autoscaler> autoscalers,
        Map<String, Integer> jobPods) {

    public static final DesiredState EMPTY =
            new DesiredState(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    public DesiredState {
        workloads = Map.copyOf(workloads);
        services = Map.copyOf(services);
        configurations = Map.copyOf(configurations);
        cronJobs = Map.copyOf(cronJobs);
        autoscalers = Map.copyOf(autoscalers);
        jobPods = Map.copyOf(jobPods);
    }

    /** A ConfigMap or Secret, if one of this name was admitted. */
    public Optional<Configuration> configuration(Configuration.Kind kind, String name) {
        return Optional.ofNullable(configurations.getOrDefault(kind, Map.of()).get(name));
    }

    /** @throws SandboxException with code {@code NOT_FOUND}, in the API server's words, if no Deployment of this name was admitted */
    public DeploymentWorkload deployment(String name) {
        if (workloads.get(name) instanceof DeploymentWorkload deployment) {
            return deployment;
        }
        throw new SandboxException(Code.NOT_FOUND, "deployments.apps \"" + name + "\" not found");
    }

    /** @throws SandboxException with code {@code NOT_FOUND} and what there is if no Service of this name was admitted */
    public ServiceRoute service(String name) {
        return Optional.ofNullable(services.get(name))
                .orElseThrow(() -> new SandboxException(
                        Code.NOT_FOUND, "services \"" + name + "\" not found; there are: " + services.keySet()));
    }

    /** The same where of these Jobs, and no others, so many pods count and not as many as they ask for. */
    public DesiredState withJobPods(Map<String, Integer> pods) {
        return new DesiredState(workloads, services, configurations, cronJobs, autoscalers, pods);
    }

    /** How many pods of a workload quota counts. */
    int pods(Workload workload) {
        return jobPods.getOrDefault(workload.name(), workload.replicas());
    }

    /** How many pods something that does not say is to have: as many as an autoscaler has given it, or one. */
    int replicas(String kind, String name) {
        Workload there = workloads.get(name);
        return there != null
                        && there.kind().equals(kind)
                        && autoscalers.values().stream().anyMatch(autoscaler -> autoscaler.scales(there))
                ? there.replicas()
                : 1;
    }

    public DesiredState with(Workload workload) {
        return with(changed(workloads, workload.name(), workload));
    }

    /** The same without a workload. */
    public DesiredState without(String workload) {
        Map<String, Workload> remaining = new HashMap<>(workloads);
        remaining.remove(workload);
        return with(remaining);
    }

    private DesiredState with(Map<String, Workload> other) {
        return new DesiredState(other, services, configurations, cronJobs, autoscalers, jobPods);
    }

    DesiredState with(ServiceRoute service) {
        return new DesiredState(
                workloads, changed(services, service.name(), service), configurations, cronJobs, autoscalers, jobPods);
    }

    DesiredState with(ScheduledJob cronJob) {
        return new DesiredState(
                workloads, services, configurations, changed(cronJobs, cronJob.name(), cronJob), autoscalers, jobPods);
    }

    DesiredState with(Autoscaler autoscaler) {
        return new DesiredState(
                workloads,
                services,
                configurations,
                cronJobs,
                changed(autoscalers, autoscaler.name(), autoscaler),
                jobPods);
    }

    DesiredState with(Configuration configuration) {
        Map<String, Configuration> ofKind = configurations.getOrDefault(configuration.kind(), Map.of());
        return new DesiredState(
                workloads,
                services,
                changed(configurations, configuration.kind(), changed(ofKind, configuration.name(), configuration)),
                cronJobs,
                autoscalers,
                jobPods);
    }

    private static <K, V> Map<K, V> changed(Map<K, V> map, K key, V value) {
        Map<K, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return Map.copyOf(changed);
    }
}
