package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pod Security: the baseline level is enforced, since what it forbids would break the isolation; what the restricted
 * level adds is reported, so that a grader can judge it. Wording and order follow the API server's admission plugin.
 */
final class PodSecurity {
    private static final Set<String> ALLOWED_VOLUMES = Set.of(
            "name",
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "persistentVolumeClaim",
            "projected",
            "secret");
    private static final Set<String> ADDABLE = Set.of("NET_BIND_SERVICE");

    private final PodSpec pod;
    private final List<String> violations = new ArrayList<>();

    private PodSecurity(PodSpec pod) {
        this.pod = pod;
    }

    static boolean forbidsVolume(String type) {
        return !ALLOWED_VOLUMES.contains(type);
    }

    static void check(String pods, PodSpec pod, List<String> volumeTypes, Findings findings) {
        PodSecurity check = new PodSecurity(pod);
        check.hostNamespaces();
        check.containers();
        check.volumes(volumeTypes);
        if (!check.violations.isEmpty()) {
            findings.add("pods \"" + pods + "\" is forbidden: violates PodSecurity \"baseline:latest\": "
                    + String.join(", ", check.violations));
        }
    }

    private void hostNamespaces() {
        List<String> shared = new ArrayList<>();
        addIf(shared, pod.getHostNetwork(), "hostNetwork=true");
        addIf(shared, pod.getHostPID(), "hostPID=true");
        addIf(shared, pod.getHostIPC(), "hostIPC=true");
        if (!shared.isEmpty()) {
            violations.add("host namespaces (" + String.join(", ", shared) + ")");
        }
        PodSecurityContext context = pod.getSecurityContext();
        if (context != null && !context.getSysctls().isEmpty()) {
            violations.add("forbidden sysctls ("
                    + context.getSysctls().stream()
                            .map(sysctl -> sysctl.getName())
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        if (context != null && unconfined(context.getSeccompProfile())) {
            violations.add("seccompProfile (pod must not set securityContext.seccompProfile.type to \"Unconfined\")");
        }
    }

    private static void addIf(List<String> list, @Nullable Boolean condition, String text) {
        if (Boolean.TRUE.equals(condition)) {
            list.add(text);
        }
    }

    private void containers() {
        for (Container container : pod.getContainers()) {
            SecurityContext context = container.getSecurityContext();
            String who = "container \"" + container.getName() + "\"";
            if (context != null) {
                context(who, context);
            }
            String hostPorts = container.getPorts().stream()
                    .map(ContainerPort::getHostPort)
                    .filter(port -> port != null && port != 0)
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            if (!hostPorts.isEmpty()) {
                violations.add("hostPort (" + who + " uses hostPort " + hostPorts + ")");
            }
        }
    }

    private void context(String who, SecurityContext context) {
        if (Boolean.TRUE.equals(context.getPrivileged())) {
            violations.add("privileged (" + who + " must not set securityContext.privileged=true)");
        }
        if (context.getCapabilities() != null) {
            String added = context.getCapabilities().getAdd().stream()
                    .filter(Objects::nonNull)
                    .filter(capability -> !ADDABLE.contains(capability))
                    .map(capability -> "\"" + capability + "\"")
                    .collect(Collectors.joining(", "));
            if (!added.isEmpty()) {
                violations.add("non-default capabilities (" + who + " must not include " + added
                        + " in securityContext.capabilities.add)");
            }
        }
        if (context.getProcMount() != null && !context.getProcMount().equals("Default")) {
            violations.add("procMount (" + who + " must not set securityContext.procMount to \""
                    + context.getProcMount() + "\")");
        }
        if (unconfined(context.getSeccompProfile())) {
            violations.add(
                    "seccompProfile (" + who + " must not set securityContext.seccompProfile.type to \"Unconfined\")");
        }
    }

    private void volumes(List<String> types) {
        for (String named : types) {
            String volume = named.substring(0, named.indexOf('='));
            String type = named.substring(named.indexOf('=') + 1);
            if (type.equals("hostPath")) {
                violations.add("hostPath volumes (volume \"" + volume + "\")");
            } else if (forbidsVolume(type)) {
                violations.add("restricted volume types (volume \"" + volume + "\" uses restricted volume type \""
                        + type + "\")");
            }
        }
    }

    private static boolean unconfined(@Nullable SeccompProfile profile) {
        return profile != null && "Unconfined".equals(profile.getType());
    }

    /** Restricted: the container runs as non-root, by its own word or else its pod's. */
    static boolean nonRoot(PodSpec pod, Container container) {
        PodSecurityContext outer = pod.getSecurityContext();
        SecurityContext inner = container.getSecurityContext();
        Boolean asked = inner == null ? null : inner.getRunAsNonRoot();
        Long user = inner == null ? null : inner.getRunAsUser();
        if (outer != null) {
            asked = asked == null ? outer.getRunAsNonRoot() : asked;
            user = user == null ? outer.getRunAsUser() : user;
        }
        return Boolean.TRUE.equals(asked) && (user == null || user != 0);
    }

    static boolean privilegeEscalationForbidden(Container container) {
        SecurityContext context = container.getSecurityContext();
        return context != null && Boolean.FALSE.equals(context.getAllowPrivilegeEscalation());
    }

    static boolean capabilitiesDropped(Container container) {
        SecurityContext context = container.getSecurityContext();
        return context != null
                && context.getCapabilities() != null
                && context.getCapabilities().getDrop().contains("ALL");
    }

    static boolean seccompConfined(PodSpec pod, Container container) {
        SeccompProfile own = container.getSecurityContext() == null
                ? null
                : container.getSecurityContext().getSeccompProfile();
        SeccompProfile pods = pod.getSecurityContext() == null
                ? null
                : pod.getSecurityContext().getSeccompProfile();
        SeccompProfile profile = own == null ? pods : own;
        return profile != null && Set.of("RuntimeDefault", "Localhost").contains(profile.getType());
    }
}
