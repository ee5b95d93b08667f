package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The API server's validation of a Service, for the fields that are offered here. */
final class ServiceRules {
    /** Each costs every pod a process that listens. */
    private static final int MOST_PORTS = 4;

    private final Findings findings;

    ServiceRules(Findings findings) {
        this.findings = findings;
    }

    void check(Service service) {
        ServiceSpec spec = service.getSpec();
        if (spec == null || spec.getPorts().isEmpty()) {
            findings.required("spec.ports");
            return;
        }
        type(spec);
        if (spec.getPorts().size() > MOST_PORTS) {
            findings.notOffered("spec.ports[" + MOST_PORTS + "]", "give a Service at most " + MOST_PORTS + " ports");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < spec.getPorts().size(); i++) {
            ServicePort port = spec.getPorts().get(i);
            String at = "spec.ports[" + i + "]";
            ContainerRules.portNumber(at + ".port", port.getPort(), findings);
            ContainerRules.protocol(at + ".protocol", port.getProtocol(), findings);
            targetPort(at + ".targetPort", port.getTargetPort());
            if (spec.getPorts().size() > 1) {
                Names.LABEL.check(at + ".name", port.getName(), findings);
            }
            if (port.getName() != null && !names.add(port.getName())) {
                findings.add(at + ".name: Duplicate value: \"" + port.getName() + "\"");
            }
        }
    }

    private void type(ServiceSpec spec) {
        List<String> types = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        if (spec.getType() != null && !types.contains(spec.getType())) {
            findings.unsupported(
                    "spec.type", spec.getType(), "\"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"");
        } else if (spec.getType() != null && !spec.getType().equals("ClusterIP")) {
            findings.notOffered("spec.type", "use ClusterIP");
        }
        if (spec.getSessionAffinity() != null && !spec.getSessionAffinity().equals("None")) {
            findings.notOffered("spec.sessionAffinity", "use None");
        }
    }

    private void targetPort(String at, @org.jspecify.annotations.Nullable IntOrString port) {
        if (port == null) {
            return;
        }
        if (port.getStrVal() == null) {
            ContainerRules.portNumber(at, port.getIntVal(), findings);
        } else if (!port.getStrVal().matches("(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?")) {
            findings.invalid(
                    at,
                    port.getStrVal(),
                    "must contain at least one letter (a-z), only a-z, 0-9 and hyphens, and be no more than 15"
                            + " characters");
        }
    }
}
