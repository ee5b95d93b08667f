package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.SandboxClass;
import java.util.ArrayList;
import java.util.List;

/** The sandbox class as a ResourceQuota: every limit is stated, and the sums of all pods stay within it. */
final class QuotaRules {
    private final SandboxClass quota;

    QuotaRules(SandboxClass quota) {
        this.quota = quota;
    }

    void check(Workload workload, DesiredState others, Findings findings) {
        PodContainer container = workload.template().container();
        List<String> missing = new ArrayList<>();
        if (container.resources().cpuLimitMillis() == 0) {
            missing.add("limits.cpu for: " + container.name());
        }
        if (container.resources().memoryLimitBytes() == 0) {
            missing.add("limits.memory for: " + container.name());
        }
        String forbidden = "pods \"" + workload.name() + "\" is forbidden: ";
        if (!missing.isEmpty()) {
            findings.add(forbidden + "failed quota: " + quota.name() + ": must specify " + String.join("; ", missing));
            return;
        }
        Sum used = new Sum();
        others.workloads().values().stream()
                .filter(other -> !other.name().equals(workload.name()))
                .forEach(used::add);
        Sum requested = new Sum();
        requested.add(workload);
        exceeded(requested, used).ifPresent(message -> findings.add(forbidden + message));
    }

    private java.util.Optional<String> exceeded(Sum requested, Sum used) {
        List<String> wanted = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        List<String> limited = new ArrayList<>();
        if (used.cpuMillis + requested.cpuMillis > quota.cpuMillis()) {
            wanted.add("limits.cpu=" + Quantities.cpu(requested.cpuMillis));
            taken.add("limits.cpu=" + Quantities.cpu(used.cpuMillis));
            limited.add("limits.cpu=" + Quantities.cpu(quota.cpuMillis()));
        }
        if (used.memoryBytes + requested.memoryBytes > quota.memoryBytes()) {
            wanted.add("limits.memory=" + Quantities.bytes(requested.memoryBytes));
            taken.add("limits.memory=" + Quantities.bytes(used.memoryBytes));
            limited.add("limits.memory=" + Quantities.bytes(quota.memoryBytes()));
        }
        if (used.pods + requested.pods > quota.pods()) {
            wanted.add("pods=" + requested.pods);
            taken.add("pods=" + used.pods);
            limited.add("pods=" + quota.pods());
        }
        return wanted.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of("exceeded quota: " + quota.name() + ", requested: "
                        + String.join(",", wanted) + ", used: " + String.join(",", taken) + ", limited: "
                        + String.join(",", limited));
    }

    /** What some pods may use together. */
    private static final class Sum {
        private long cpuMillis;
        private long memoryBytes;
        private long pods;

        void add(Workload workload) {
            Resources each = workload.template().container().resources();
            cpuMillis += (long) workload.replicas() * each.cpuLimitMillis();
            memoryBytes += workload.replicas() * Math.min(each.memoryLimitBytes(), Long.MAX_VALUE >> 32);
            pods += workload.replicas();
        }
    }
}
