package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The API server's validation of a container, and the image policy of the place. */
final class ContainerRules {
    private static final Set<String> RUNTIME_FOLDERS =
            Set.of("usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "etc", "proc", "dev", "sys");

    private final String field;
    private final Policy policy;
    private final Findings findings;

    ContainerRules(String field, Policy policy, Findings findings) {
        this.field = field;
        this.policy = policy;
        this.findings = findings;
    }

    /**
     * @param volumes the names of the pod's volumes
     * @param pod the container's pod
     */
    void check(Container container, Set<String> volumes, PodSpec pod) {
        Names.LABEL.check(field + ".name", container.getName(), findings);
        image(container);
        ports(container.getPorts());
        EnvironmentRules environment = new EnvironmentRules(findings);
        environment.variables(field + ".env", container.getEnv());
        environment.sources(field + ".envFrom", container.getEnvFrom());
        new ResourceRules(field + ".resources", findings).check(container.getResources());
        mounts(container.getVolumeMounts(), volumes);
        ProbeRules probes = new ProbeRules(container, findings);
        probes.check(field + ".startupProbe", container.getStartupProbe(), true);
        probes.check(field + ".readinessProbe", container.getReadinessProbe(), false);
        probes.check(field + ".livenessProbe", container.getLivenessProbe(), true);
        capabilities(container.getSecurityContext());
        procMount(container.getSecurityContext(), pod);
        new LifecycleRules(WorkloadReader.grace(pod), findings).check(field + ".lifecycle", container.getLifecycle());
    }

    /** Pod Security lets a pod add some capabilities; here it has none, except that every port may be bound. */
    private void capabilities(@org.jspecify.annotations.Nullable SecurityContext context) {
        if (context != null && context.getCapabilities() != null) {
            context.getCapabilities().getAdd().stream()
                    .filter(name -> name != null
                            && BaselineLists.CAPABILITIES.contains(name)
                            && !name.equals("NET_BIND_SERVICE"))
                    .forEach(name ->
                            findings.notOffered(field + ".securityContext.capabilities.add", "leave " + name + " out"));
        }
    }

    private void procMount(@org.jspecify.annotations.Nullable SecurityContext context, PodSpec pod) {
        if (context == null || !"Unmasked".equals(context.getProcMount())) {
            return;
        }
        String at = field + ".securityContext.procMount";
        if (Boolean.FALSE.equals(pod.getHostUsers())) {
            findings.notOffered(at, "leave it out");
        } else {
            findings.invalid(at, "Unmasked", "`hostUsers` must be false to use `Unmasked`");
        }
    }

    private void image(Container container) {
        String image = container.getImage();
        if (image == null || image.isBlank()) {
            findings.required(field + ".image");
        } else if (!policy.images().contains(image)) {
            findings.add("admission webhook \"images.ascent\" denied the request: container \"" + container.getName()
                    + "\": image \"" + image + "\" is not offered in this sandbox; use one of: "
                    + String.join(", ", policy.images()));
        }
    }

    private void ports(List<ContainerPort> ports) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            ContainerPort port = ports.get(i);
            String at = field + ".ports[" + i + "]";
            portNumber(at + ".containerPort", port.getContainerPort(), findings);
            if (port.getName() != null) {
                portName(at + ".name", port.getName());
                if (!names.add(port.getName())) {
                    findings.add(at + ".name: Duplicate value: \"" + port.getName() + "\"");
                }
            }
            protocol(at + ".protocol", port.getProtocol(), findings);
        }
    }

    static void portNumber(String at, @org.jspecify.annotations.Nullable Integer port, Findings findings) {
        if (port == null) {
            findings.required(at);
        } else if (port < 1 || port > 65535) {
            findings.invalid(at, port, "must be between 1 and 65535, inclusive");
        }
    }

    static void protocol(String at, @org.jspecify.annotations.Nullable String protocol, Findings findings) {
        if (protocol != null && !List.of("TCP", "UDP", "SCTP").contains(protocol)) {
            findings.unsupported(at, protocol, "\"SCTP\", \"TCP\", \"UDP\"");
        } else if (protocol != null && !protocol.equals("TCP")) {
            findings.notOffered(at, "use TCP");
        }
    }

    private void portName(String at, String name) {
        if (name.length() > 15) {
            findings.invalid(at, name, "must be no more than 15 characters");
        } else if (!name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?")) {
            findings.invalid(at, name, "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        } else if (!name.matches(".*[a-z].*")) {
            findings.invalid(at, name, "must contain at least one letter (a-z)");
        }
    }

    private void mounts(List<VolumeMount> mounts, Set<String> volumes) {
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < mounts.size(); i++) {
            VolumeMount mount = mounts.get(i);
            String at = field + ".volumeMounts[" + i + "]";
            if (mount.getName() == null || mount.getName().isEmpty()) {
                findings.required(at + ".name");
            } else if (!volumes.contains(mount.getName())) {
                findings.add(at + ".name: Not found: \"" + mount.getName() + "\"");
            }
            if (mount.getMountPath() == null || mount.getMountPath().isEmpty()) {
                findings.required(at + ".mountPath");
            } else {
                mountPath(at + ".mountPath", mount.getMountPath(), paths);
            }
            subPath(field + ".volumeMounts.subPath", mount.getSubPath());
        }
    }

    private void mountPath(String at, String path, Set<String> paths) {
        List<String> parts = List.of(path.split("/+"));
        if (!paths.add(path)) {
            findings.invalid(at, path, "must be unique");
        } else if (path.contains(":")) {
            findings.invalid(at, path, "must not contain ':'");
        } else if (!path.startsWith("/") || parts.size() < 2 || parts.contains("..") || parts.contains(".")) {
            findings.invalid(at, path, "must be an absolute path below / without . and ..");
        } else if (RUNTIME_FOLDERS.contains(parts.get(1)) || path.startsWith("/opt/ascent")) {
            findings.notOffered(at, "/" + parts.get(1) + " belongs to the image, mount elsewhere");
        }
    }

    private void subPath(String at, @org.jspecify.annotations.Nullable String subPath) {
        if (subPath == null) {
            return;
        }
        if (subPath.startsWith("/")) {
            findings.invalid(at, subPath, "must be a relative path");
        } else if (List.of(subPath.split("/")).contains("..")) {
            findings.invalid(at, subPath, "must not contain '..'");
        }
    }
}
