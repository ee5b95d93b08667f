package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SELinuxOptions;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pod Security's baseline level, which is enforced, since what it forbids would break the isolation. Wording and order
 * follow the API server's admission plugin.
 */
final class PodSecurity {
    private final PodSpec pod;
    private final PodSecurityContext podContext;
    private final List<String> violations = new ArrayList<>();

    private PodSecurity(PodSpec pod) {
        this.pod = pod;
        this.podContext = Optional.ofNullable(pod.getSecurityContext()).orElseGet(PodSecurityContext::new);
    }

    static void check(String pods, PodSpec pod, Findings findings) {
        PodSecurity check = new PodSecurity(pod);
        check.appArmor();
        check.capabilities();
        check.hostNamespaces();
        check.hostPaths();
        check.hostPorts();
        check.privileged();
        check.procMount();
        check.seLinux();
        check.seccomp();
        check.sysctls();
        if (!check.violations.isEmpty()) {
            findings.add("pods \"" + pods + "\" is forbidden: violates PodSecurity \"baseline:latest\": "
                    + String.join(", ", check.violations));
        }
    }

    private void appArmor() {
        boolean ofPod = podContext.getAppArmorProfile() != null
                && "Unconfined".equals(podContext.getAppArmorProfile().getType());
        setters(
                        ofPod,
                        context -> context.getAppArmorProfile() != null
                                && "Unconfined"
                                        .equals(context.getAppArmorProfile().getType()))
                .ifPresent(who -> violations.add("forbidden AppArmor profile (" + who
                        + " must not set AppArmor profile type to \"Unconfined\")"));
    }

    private void capabilities() {
        List<String> containers = containers(context -> !added(context).isEmpty());
        if (!containers.isEmpty()) {
            violations.add("non-default capabilities (" + named("container", containers) + " must not include "
                    + quoted(all(PodSecurity::added)) + " in securityContext.capabilities.add)");
        }
    }

    private static List<String> added(SecurityContext context) {
        return context.getCapabilities() == null
                ? List.of()
                : context.getCapabilities().getAdd().stream()
                        .filter(name -> name != null && !BaselineLists.CAPABILITIES.contains(name))
                        .toList();
    }

    private void hostNamespaces() {
        List<String> shared = new ArrayList<>();
        addIf(shared, pod.getHostNetwork(), "hostNetwork=true");
        addIf(shared, pod.getHostPID(), "hostPID=true");
        addIf(shared, pod.getHostIPC(), "hostIPC=true");
        if (!shared.isEmpty()) {
            violations.add("host namespaces (" + String.join(", ", shared) + ")");
        }
    }

    private static void addIf(List<String> list, @Nullable Boolean condition, String text) {
        if (Boolean.TRUE.equals(condition)) {
            list.add(text);
        }
    }

    private void hostPaths() {
        List<String> volumes = pod.getVolumes().stream()
                .filter(volume -> volume.getHostPath() != null)
                .map(Volume::getName)
                .toList();
        if (!volumes.isEmpty()) {
            violations.add("hostPath volumes (" + named("volume", volumes) + ")");
        }
    }

    private void hostPorts() {
        List<String> containers = pod.getContainers().stream()
                .filter(container -> !ports(container).isEmpty())
                .map(Container::getName)
                .toList();
        Set<String> ports = pod.getContainers().stream()
                .flatMap(container -> ports(container).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!containers.isEmpty()) {
            violations.add("hostPort (" + named("container", containers) + (containers.size() == 1 ? " uses" : " use")
                    + (ports.size() == 1 ? " hostPort " : " hostPorts ") + String.join(", ", ports) + ")");
        }
    }

    /** On the host's network every port is the host's. */
    private List<String> ports(Container container) {
        return container.getPorts().stream()
                .map(port -> Boolean.TRUE.equals(pod.getHostNetwork()) ? port.getContainerPort() : port.getHostPort())
                .filter(port -> port != null && port != 0)
                .map(String::valueOf)
                .toList();
    }

    private void privileged() {
        List<String> containers = containers(context -> Boolean.TRUE.equals(context.getPrivileged()));
        if (!containers.isEmpty()) {
            violations.add(
                    "privileged (" + named("container", containers) + " must not set securityContext.privileged=true)");
        }
    }

    private void procMount() {
        List<String> containers = containers(context -> !unmasked(context).isEmpty());
        if (!containers.isEmpty()) {
            violations.add("procMount (" + named("container", containers)
                    + " must not set securityContext.procMount to " + quoted(all(PodSecurity::unmasked)) + ")");
        }
    }

    private static List<String> unmasked(SecurityContext context) {
        String mount = context.getProcMount();
        return mount == null || mount.equals("Default") || mount.equals("Unmasked") ? List.of() : List.of(mount);
    }

    private void seLinux() {
        Set<String> wrong = all(context -> wrong(context.getSeLinuxOptions()));
        List<String> ofPod = wrong(podContext.getSeLinuxOptions());
        wrong.addAll(ofPod);
        setters(!ofPod.isEmpty(), context -> !wrong(context.getSeLinuxOptions()).isEmpty())
                .ifPresent(who -> violations.add("seLinuxOptions (" + who
                        + " set forbidden securityContext.seLinuxOptions: " + String.join("; ", wrong) + ")"));
    }

    private static List<String> wrong(@Nullable SELinuxOptions options) {
        List<String> wrong = new ArrayList<>();
        if (options == null) {
            return wrong;
        }
        String type = options.getType();
        if (type != null && !BaselineLists.SELINUX_TYPES.contains(type)) {
            wrong.add("type \"" + type + "\"");
        }
        addIf(wrong, options.getUser() != null && !options.getUser().isEmpty(), "user may not be set");
        addIf(wrong, options.getRole() != null && !options.getRole().isEmpty(), "role may not be set");
        return wrong;
    }

    private void seccomp() {
        setters(unconfined(podContext.getSeccompProfile()), context -> unconfined(context.getSeccompProfile()))
                .ifPresent(who -> violations.add("seccompProfile (" + who
                        + " must not set securityContext.seccompProfile.type to \"Unconfined\")"));
    }

    private void sysctls() {
        List<String> names = podContext.getSysctls().stream()
                .map(sysctl -> String.valueOf(sysctl.getName()))
                .filter(name -> !BaselineLists.SYSCTLS.contains(name))
                .toList();
        if (!names.isEmpty()) {
            violations.add("forbidden sysctls (" + String.join(", ", names) + ")");
        }
    }

    private List<String> containers(Predicate<SecurityContext> condition) {
        return pod.getContainers().stream()
                .filter(container ->
                        container.getSecurityContext() != null && condition.test(container.getSecurityContext()))
                .map(Container::getName)
                .toList();
    }

    /** What all containers together have, sorted. */
    private Set<String> all(Function<SecurityContext, List<String>> found) {
        return pod.getContainers().stream()
                .filter(container -> container.getSecurityContext() != null)
                .flatMap(container -> found.apply(container.getSecurityContext()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Who sets something: the pod, containers, both or nobody. */
    private Optional<String> setters(boolean ofPod, Predicate<SecurityContext> ofContainer) {
        List<String> setters = new ArrayList<>();
        addIf(setters, ofPod, "pod");
        List<String> containers = containers(ofContainer);
        addIf(setters, !containers.isEmpty(), named("container", containers));
        return setters.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", setters));
    }

    private static String named(String what, List<String> names) {
        return what + (names.size() == 1 ? " " : "s ") + quoted(names);
    }

    private static String quoted(Iterable<String> names) {
        return "\"" + String.join("\", \"", names) + "\"";
    }

    private static boolean unconfined(@Nullable SeccompProfile profile) {
        return profile != null && "Unconfined".equals(profile.getType());
    }
}
