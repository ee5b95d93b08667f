package academy.ascent.platform.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.Progress;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process does to sandboxes on the cluster now, in the background, one thing at a time for each. If it dies, the
 * cluster knows how far it came, and asking again goes on from there.
 */
@Singleton
@Requires(bean = ClusterConfig.class)
final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final Map<SandboxName, Change> latest = new ConcurrentHashMap<>();

    /** What is done to a sandbox, or was not. */
    sealed interface Change {}

    /**
     * It is being done.
     *
     * @param line what is done or waited for, for people
     */
    record Running(String line) implements Change {}

    /**
     * It could not be done.
     *
     * @param reason for people, in the API server's words where it refused
     */
    record Failed(String reason) implements Change {}

    /** The change that runs, or the latest if it failed; empty after one that succeeded. */
    Optional<Change> of(SandboxName name) {
        return Optional.ofNullable(latest.get(name));
    }

    /** The change that runs. */
    Optional<Running> running(SandboxName name) {
        return of(name, Running.class);
    }

    /** The change that failed, if none runs and none has succeeded since. */
    Optional<Failed> failed(SandboxName name) {
        return of(name, Failed.class);
    }

    private <T extends Change> Optional<T> of(SandboxName name, Class<T> kind) {
        return of(name).filter(kind::isInstance).map(kind::cast);
    }

    /**
     * Begins a change; false if one runs already.
     *
     * @param begin what is said until the work says more
     */
    boolean begin(SandboxName name, String begin, Consumer<Consumer<Progress>> work) {
        var mine = new Running(begin);
        var now = latest.compute(name, (_, old) -> old instanceof Running ? old : mine);
        if (now != mine) {
            return false;
        }
        Thread.ofVirtual().name("cluster-" + name).start(() -> run(name, work));
        return true;
    }

    private void run(SandboxName name, Consumer<Consumer<Progress>> work) {
        try {
            work.accept(progress -> latest.put(name, new Running(progress.line())));
            latest.remove(name);
        } catch (SandboxException | IllegalArgumentException e) {
            latest.put(name, new Failed(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.error("Sandbox {} on the cluster could not be changed", name, e);
            latest.put(name, new Failed("Something broke on our side. Try again."));
        }
    }
}
