package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a namespace that is there may be a sandbox's. */
final class Takeover {

    private Takeover() {}

    /** @throws SandboxException with code {@code NAME_TAKEN} if it is no sandbox of Ascent's */
    static void requireOurs(Namespace namespace, SandboxName name) {
        if (!Ownership.isOf(name, namespace)) {
            throw new SandboxException(
                    Code.NAME_TAKEN,
                    "Namespace " + namespace.getMetadata().getName() + " is no sandbox of Ascent's; it was left alone");
        }
    }

    /** @throws SandboxException with code {@code NAME_TAKEN} if it is not this owner's sandbox */
    static void requireOwned(Namespace namespace, ClusterSandbox sandbox) {
        requireOurs(namespace, sandbox.name());
        boolean isOwned = sandbox.owner()
                .map(owner -> Ownership.isOwnedBy(owner, namespace))
                .orElseGet(() -> Ownership.isNobodys(namespace));
        if (!isOwned) {
            throw new SandboxException(Code.NAME_TAKEN, "Sandbox " + sandbox.name() + " is somebody else's");
        }
    }

    /** @throws SandboxException as above, or with code {@code UNAVAILABLE} if it is being removed */
    static void requireFree(Namespace namespace, ClusterSandbox sandbox) {
        requireOwned(namespace, sandbox);
        if (isBeingRemoved(namespace)) {
            throw new SandboxException(
                    Code.UNAVAILABLE,
                    "Sandbox " + sandbox.name() + " is still being removed; try again when it is gone");
        }
    }

    /**
     * Refuses to make another sandbox of one that is open.
     *
     * @throws SandboxException with code {@code NAME_TAKEN}
     */
    static void requireSame(ClusterSandboxStatus open, ClusterSandbox wanted) {
        String wantedClass = wanted.sandboxClass().limits().name();
        if (!open.sandboxClass().equals(wantedClass) || open.isolation() != wanted.isolation()) {
            throw new SandboxException(
                    Code.NAME_TAKEN,
                    "Sandbox " + open.name() + " is there with class " + open.sandboxClass() + " and isolation "
                            + open.isolation().label() + ", not " + wantedClass + " and "
                            + wanted.isolation().label() + "; close it first");
        }
    }

    static boolean isBeingRemoved(Namespace namespace) {
        return namespace.getMetadata().getDeletionTimestamp() != null;
    }

    /** What a namespace that is being removed waits for, in its controller's words. */
    static String removal(Namespace namespace) {
        List<NamespaceCondition> conditions = namespace.getStatus() == null
                ? List.of()
                : Optional.ofNullable(namespace.getStatus().getConditions()).orElse(List.of());
        String why = conditions.stream()
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(NamespaceCondition::getMessage)
                .collect(Collectors.joining("; "));
        return "waiting for the namespace: " + namespace.getMetadata().getName() + " is still being removed"
                + (why.isEmpty() ? "" : " (" + why + ")");
    }
}
