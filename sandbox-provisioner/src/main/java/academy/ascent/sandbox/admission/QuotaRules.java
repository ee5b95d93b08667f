package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.SandboxClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * The sandbox class as a ResourceQuota, beside a cluster's LimitRange: every limit is stated, and the sums of all pods stay within it. A ReplicaSet
 * makes its pods one by one, and the API server refuses the first that no longer fits.
 */
final class QuotaRules {
    private final SandboxClass quota;

    QuotaRules(SandboxClass quota) {
        this.quota = quota;
    }

    void check(Workload workload, DesiredState before, Findings findings) {
        if (before.jobPods().getOrDefault(workload.name(), 1) == 0) {
            return;
        }
        String forbidden = "pods \"" + workload.name() + "\" is forbidden: ";
        List<String> missing = missing(workload.template().container());
        if (!missing.isEmpty()) {
            findings.add(forbidden + "failed quota: " + quota.name() + ": must specify " + String.join("; ", missing));
            return;
        }
        long storage = resources(workload).storageLimitBytes();
        if (storage > Resources.MOST_STORAGE_BYTES) {
            findings.add(forbidden + "maximum ephemeral-storage usage per Container is "
                    + Quantities.bytes(Resources.MOST_STORAGE_BYTES) + ", but limit is " + Quantities.bytes(storage));
            return;
        }
        List<Dimension> dimensions = dimensions(workload, before);
        long fitting = dimensions.stream().mapToLong(Dimension::fitting).min().orElse(0);
        if (fitting < workload.replicas()) {
            findings.add(forbidden + exceeded(dimensions, fitting));
        }
    }

    /**
     * Counts a Service.
     *
     * @param before the names of those that are there
     */
    void check(String service, Set<String> before, Findings findings) {
        if (!before.contains(service) && before.size() >= quota.services()) {
            Dimension services = new Dimension("services", 1, before.size(), quota.services(), String::valueOf);
            findings.add("services \"" + service + "\" is forbidden: " + exceeded(List.of(services), 0));
        }
    }

    private static List<String> missing(PodContainer container) {
        List<String> missing = new ArrayList<>();
        if (container.resources().cpuLimitMillis() == 0) {
            missing.add("limits.cpu for: " + container.name());
        }
        if (container.resources().memoryLimitBytes() == 0) {
            missing.add("limits.memory for: " + container.name());
        }
        return missing;
    }

    private String exceeded(List<Dimension> dimensions, long fitting) {
        List<String> wanted = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        List<String> limited = new ArrayList<>();
        for (Dimension dimension : dimensions) {
            if (dimension.fitting() <= fitting) {
                wanted.add(dimension.shown(dimension.each));
                taken.add(dimension.shown(dimension.used + fitting * dimension.each));
                limited.add(dimension.shown(dimension.limit));
            }
        }
        return "exceeded quota: " + quota.name() + ", requested: " + String.join(",", wanted) + ", used: "
                + String.join(",", taken) + ", limited: " + String.join(",", limited);
    }

    /** In the order of their names, as the API server tells them. */
    private List<Dimension> dimensions(Workload workload, DesiredState before) {
        List<Workload> others = before.workloads().values().stream()
                .filter(other -> !other.name().equals(workload.name()))
                .toList();
        Resources each = resources(workload);
        List<Dimension> dimensions = new ArrayList<>();
        dimensions.add(new Dimension(
                "limits.cpu",
                each.cpuLimitMillis(),
                used(others, before, Resources::cpuLimitMillis),
                quota.cpuMillis(),
                Quantities::cpu));
        dimensions.add(new Dimension(
                "limits.memory",
                each.memoryLimitBytes(),
                used(others, before, Resources::memoryLimitBytes),
                quota.memoryBytes(),
                Quantities::bytes));
        dimensions.add(new Dimension("pods", 1, used(others, before, _ -> 1), quota.pods(), String::valueOf));
        each.devices()
                .forEach((device, count) -> dimensions.add(new Dimension(
                        "requests." + device,
                        count,
                        used(others, before, one -> one.count(device)),
                        quota.devices(device),
                        String::valueOf)));
        return dimensions;
    }

    private static long used(List<Workload> others, DesiredState before, ToLongFunction<Resources> each) {
        return others.stream()
                .mapToLong(other -> before.pods(other) * each.applyAsLong(resources(other)))
                .sum();
    }

    private static Resources resources(Workload workload) {
        return workload.template().container().resources();
    }

    /**
     * What one key of the quota counts.
     *
     * @param each what one pod of the workload takes
     * @param used what the other workloads take
     */
    private record Dimension(String key, long each, long used, long limit, LongFunction<String> format) {
        /** How many of the workload's pods this key lets through. */
        long fitting() {
            return each == 0 ? Long.MAX_VALUE : Math.max(0, limit - used) / each;
        }

        String shown(long amount) {
            return key + "=" + format.apply(amount);
        }
    }
}
