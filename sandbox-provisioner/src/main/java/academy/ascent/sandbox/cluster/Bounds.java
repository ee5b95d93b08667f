package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.admission.Quantities;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.List;
import java.util.Map;

/** What a class allows in sum and to one container. */
final class Bounds {
    private static final Quantity NONE = new Quantity("0");

    private Bounds() {}

    /**
     * The sum, in a quota that is named as the class. A device that is asked for beyond any quota is admitted and waits for
     * ever, so each that the cluster offers has its key; of devices only the sum of requests can be bound.
     */
    static ResourceQuota quota(ClusterSandbox sandbox, List<String> offered) {
        ClusterClass allowed = sandbox.sandboxClass();
        OwnNeeds needs = OwnNeeds.of(sandbox.isolation());
        SandboxClass limits = allowed.limits();
        ResourceQuota quota = Template.named("quota")
                .object(
                        ResourceQuota.class,
                        Map.of(
                                "class", limits.name(),
                                "cpu", Quantities.cpu(limits.cpuMillis() + needs.cpuMillis()),
                                "memory", Quantities.bytes(limits.memoryBytes() + needs.memoryBytes()),
                                "pods", String.valueOf(limits.pods() + needs.pods()),
                                "storage", Quantities.bytes(allowed.storageBytes() + needs.storageBytes()),
                                "volumes", String.valueOf(allowed.volumes() + needs.volumes()),
                                "services", String.valueOf(allowed.services() + needs.services())));
        offered.forEach(
                device -> quota.getSpec().getHard().put("requests." + device, count(allowed.devices(), device)));
        return quota;
    }

    /** Limits of a container. A device that the class lacks is the quota's matter: it refuses in plainer words. */
    static LimitRange limits(ClusterClass allowed) {
        LimitRange range = Template.named("limits").object(LimitRange.class, Map.of());
        LimitRangeItem container = range.getSpec().getLimits().getFirst();
        allowed.devices().keySet().forEach(device -> {
            container.getDefault().put(device, NONE);
            container.getDefaultRequest().put(device, NONE);
            container.getMax().put(device, count(allowed.devices(), device));
        });
        return range;
    }

    /**
     * The quota of a template for one sandbox, under which no pod is admitted that asks for a device.
     *
     * @param values of the template
     */
    static ResourceQuota none(String template, Map<String, String> values, String device, SandboxName place) {
        ResourceQuota quota = Template.named(template).object(ResourceQuota.class, values);
        quota.getSpec().setHard(Map.of("requests." + device, NONE));
        quota.getMetadata().setNamespace(ClusterSandbox.namespace(place));
        quota.getMetadata().setLabels(Map.of(Ownership.MANAGED_BY, Ownership.MANAGER));
        return quota;
    }

    private static Quantity count(Map<String, Integer> devices, String device) {
        return new Quantity(String.valueOf(devices.getOrDefault(device, 0)));
    }
}
