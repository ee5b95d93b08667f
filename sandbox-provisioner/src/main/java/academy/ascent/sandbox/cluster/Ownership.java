package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/**
 * How an object on a cluster says that it is Ascent's and which sandbox it belongs to. Whose that is its namespace alone says,
 * so that one that was made ahead becomes somebody's by one change.
 */
final class Ownership {
    static final String MANAGER = "ascent";
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String SANDBOX = "ascent.academy/sandbox";
    static final String CLASS = "ascent.academy/class";
    /** On the namespace alone, as what follows. Missing on one that was made ahead and is nobody's yet. */
    static final String OWNER = "ascent.academy/owner";

    static final String ISOLATION = "ascent.academy/isolation";
    /** What a sandbox is asked for by, where it was made ahead. */
    static final String NAME = "ascent.academy/name";
    /** What one that is nobody's yet was made as: an annotation, see {@link WarmPool}. */
    static final String WARM = "ascent.academy/warm";

    private Ownership() {}

    static Map<String, String> labels(ClusterSandbox sandbox) {
        return Map.of(
                MANAGED_BY, MANAGER,
                SANDBOX, sandbox.name().value(),
                CLASS, sandbox.sandboxClass().limits().name());
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

    static boolean isNobodys(HasMetadata object) {
        return label(object, OWNER).isEmpty();
    }

    /** Whether a sandbox's namespace was made ahead and is nobody's yet. */
    static boolean isWarm(HasMetadata namespace) {
        return isNobodys(namespace) && madeAs(namespace).isPresent();
    }

    /** What one that was made ahead was made as. */
    static Optional<String> madeAs(HasMetadata namespace) {
        return Optional.ofNullable(namespace.getMetadata().getAnnotations()).map(annotations -> annotations.get(WARM));
    }

    private static boolean has(HasMetadata object, String label, String value) {
        return label(object, label).filter(value::equals).isPresent();
    }

    private static Optional<String> label(HasMetadata object, String label) {
        return Optional.ofNullable(object.getMetadata().getLabels()).map(labels -> labels.get(label));
    }
}
