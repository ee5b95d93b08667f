package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The API server's validation of what a container asks for; a name with a slash is a device, as GPUs are. */
final class ResourceRules {
    static final String STORAGE = "ephemeral-storage";
    private static final Set<String> STANDARD = Set.of("cpu", "memory", STORAGE);
    private static final Map<String, Quantity> DEFAULT_LIMITS =
            Map.of(STORAGE, new Quantity(Quantities.bytes(Resources.MOST_STORAGE_BYTES)));

    private final String field;
    private final Findings findings;

    /**
     * @param field where the container's resources stand
     */
    ResourceRules(String field, Findings findings) {
        this.field = field;
        this.findings = findings;
    }

    void check(@Nullable ResourceRequirements resources) {
        if (resources == null) {
            return;
        }
        Map<String, Quantity> limits = WorkloadReader.orEmpty(resources.getLimits());
        limits.forEach((name, limit) -> amount(field + ".limits[" + name + "]", name, limit));
        WorkloadReader.orEmpty(resources.getRequests()).forEach((name, request) -> {
            amount(field + ".requests[" + name + "]", name, request);
            within(name, request, limits.getOrDefault(name, DEFAULT_LIMITS.get(name)));
        });
    }

    private void amount(String at, String name, Quantity quantity) {
        if (!name.contains("/") && !STANDARD.contains(name)) {
            findings.invalid(at, name, "must be a standard resource type or fully qualified");
            findings.invalid(at, name, "must be a standard resource for containers");
        }
        BigDecimal amount = Quantities.amount(quantity);
        if (amount.signum() < 0) {
            findings.invalid(at, Quantities.canonical(quantity), "must be greater than or equal to 0");
        }
        if (isDevice(name) && amount.stripTrailingZeros().scale() > 0) {
            findings.invalid(at, Quantities.canonical(quantity), "must be an integer");
        }
    }

    private void within(String name, Quantity request, @Nullable Quantity limit) {
        if (limit == null) {
            if (isDevice(name)) {
                findings.add(field + ".limits: Required value: Limit must be set for non overcommitable resources");
            }
            return;
        }
        int compared = Quantities.amount(request).compareTo(Quantities.amount(limit));
        if (isDevice(name) && compared != 0) {
            findings.invalid(
                    field + ".requests",
                    Quantities.canonical(request),
                    "must be equal to " + name + " limit of " + Quantities.canonical(limit));
        } else if (compared > 0) {
            findings.invalid(
                    field + ".requests",
                    Quantities.canonical(request),
                    "must be less than or equal to " + name + " limit of " + Quantities.canonical(limit));
        }
    }

    private static boolean isDevice(String name) {
        return name.contains("/");
    }

    /** The devices among a container's limits, by name. */
    static SortedMap<String, Long> devices(Map<String, Quantity> limits) {
        SortedMap<String, Long> devices = new TreeMap<>();
        limits.forEach((name, limit) -> {
            if (isDevice(name)) {
                devices.put(name, Quantities.units(limit));
            }
        });
        return devices;
    }
}
