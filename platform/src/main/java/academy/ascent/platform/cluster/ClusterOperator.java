package academy.ascent.platform.cluster;

import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus;
import academy.ascent.sandbox.cluster.ClusterSandboxes;
import academy.ascent.sandbox.cluster.Extension;
import academy.ascent.sandbox.cluster.Progress;
import academy.ascent.sandbox.cluster.WarmSandbox;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What operators see of all sandboxes on the cluster, and do to them. An action is written down before it is begun, since
 * the cluster knows no transaction. Operators are null for the command line.
 *
 * <p>Every method throws a {@link SandboxException} with code {@code NOT_FOUND} if there is no sandbox of a name.
 */
@Singleton
@Requires(bean = ClusterConfig.class)
public class ClusterOperator {
    private final ClusterSandboxes sandboxes;
    private final GpuStandings standings;
    private final AuditLog audit;
    private final Accounts accounts;

    ClusterOperator(ClusterSandboxes sandboxes, GpuStandings standings, AuditLog audit, Accounts accounts) {
        this.sandboxes = sandboxes;
        this.standings = standings;
        this.audit = audit;
        this.accounts = accounts;
    }

    /**
     * A sandbox and whose it is.
     *
     * @param learner the name, or what the cluster calls the owner
     * @param email empty for who has no account
     */
    public record Listed(ClusterSandboxStatus sandbox, String learner, String email) {

        /** Whether the name or the address holds a part. */
        boolean fits(String part) {
            return (learner + "\n" + email).toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
        }
    }

    /** Every sandbox, by the name of its learner. */
    public List<Listed> list() {
        var all = sandboxes.list();
        var people = accounts.people(all.stream()
                .flatMap(one -> ClusterPlaces.account(one.owner()).stream())
                .collect(Collectors.toSet()));
        return all.stream()
                .map(one -> ClusterPlaces.account(one.owner())
                        .map(people::get)
                        .map(person -> new Listed(one, person.name(), person.email()))
                        .orElseGet(() -> new Listed(one, one.owner(), "")))
                .sorted(Comparator.comparing((Listed listed) -> listed.learner().toLowerCase(Locale.ROOT))
                        .thenComparing(listed -> listed.sandbox().name().value()))
                .toList();
    }

    /** What was made before anybody asked for it and is nobody's yet, in a sentence; empty if nothing was. */
    public Optional<String> ahead() {
        var byClass = sandboxes.warm().list().stream()
                .collect(Collectors.groupingBy(
                        WarmSandbox::sandboxClass, TreeMap::new, Collectors.partitioningBy(WarmSandbox::isReady)));
        return byClass.isEmpty()
                ? Optional.empty()
                : Optional.of("Made ahead and nobody’s yet: "
                        + byClass.entrySet().stream()
                                .map(one -> one.getKey() + " "
                                        + one.getValue()
                                                .getOrDefault(true, List.of())
                                                .size() + " ready, "
                                        + one.getValue()
                                                .getOrDefault(false, List.of())
                                                .size() + " being made")
                                .collect(Collectors.joining("; "))
                        + ".");
    }

    /** Begins its lifetime anew; its learner may extend it as often as before. */
    public Extension extend(@Nullable Long operator, String name) {
        return sandboxes.give(recorded(operator, "extend", name));
    }

    /** Ends its pods, when it is given who hears of the progress. */
    public Consumer<Consumer<Progress>> suspend(@Nullable Long operator, String name) {
        var sandbox = recorded(operator, "suspend", name);
        return progress -> sandboxes.suspend(sandbox, progress);
    }

    /** Starts what ran in it, likewise. */
    public Consumer<Consumer<Progress>> resume(@Nullable Long operator, String name) {
        var sandbox = recorded(operator, "resume", name);
        return progress -> standings.serve(sandboxes.resume(sandbox, progress));
    }

    /** Removes it with everything in it, likewise. */
    public Consumer<Consumer<Progress>> close(@Nullable Long operator, String name) {
        var sandbox = recorded(operator, "close", name);
        return _ -> sandboxes.close(sandbox);
    }

    private SandboxName recorded(@Nullable Long operator, String action, String name) {
        var sandbox = found(name);
        record(operator, action, sandbox);
        return sandbox.name();
    }

    private ClusterSandboxStatus found(String name) {
        try {
            return sandboxes.find(new SandboxName(name)).orElseThrow(() -> unknown(name));
        } catch (IllegalArgumentException e) {
            throw unknown(name);
        }
    }

    private static SandboxException unknown(String name) {
        return new SandboxException(Code.NOT_FOUND, "There is no sandbox " + name + " on the cluster");
    }

    @Transactional
    void record(@Nullable Long operator, String action, ClusterSandboxStatus sandbox) {
        audit.record(
                operator,
                "cluster-sandbox." + action,
                "cluster-sandbox/" + sandbox.name(),
                "of " + sandbox.owner() + ", class " + sandbox.sandboxClass());
    }
}
