package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/** How an object on a cluster says that it is Ascent's, which sandbox it belongs to, and whose that is. */
final class Ownership {
    static final String MANAGER = "ascent";
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String SANDBOX = "ascent.academy/sandbox";
    static final String CLASS = "ascent.academy/class";
    static final String OWNER = "ascent.academy/owner";
    /** On the namespace alone. */
    static final String ISOLATION = "ascent.academy/isolation";

    private Ownership() {}

    static Map<String, String> labels(ClusterSandbox sandbox) {
        return Map.of(
                MANAGED_BY, MANAGER,
                SANDBOX, sandbox.name().value(),
                CLASS, sandbox.sandboxClass().limits().name(),
                OWNER, sandbox.owner());
    }

    /** Whether it is Ascent's at all. */
    static boolean isOurs(HasMetadata object) {
        return has(object, MANAGED_BY, MANAGER);
    }

    static boolean isOf(SandboxName sandbox, HasMetadata object) {
        return isOurs(object) && has(object, SANDBOX, sandbox.value());
    }

    static boolean isOwnedBy(String owner, HasMetadata object) {
        return has(object, OWNER, owner);
    }

    private static boolean has(HasMetadata object, String label, String value) {
        return Optional.ofNullable(object.getMetadata().getLabels())
                .map(labels -> value.equals(labels.get(label)))
                .orElse(false);
    }
}
