package academy.ascent.sandbox.local;

import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.SandboxRequest;
import academy.ascent.sandbox.Sandboxes;
import academy.ascent.sandbox.admission.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sandboxes as processes of this machine. Creating one never fails for want of bubblewrap; opening a sandbox does, and
 * says what to install.
 */
public final class LocalSandboxes implements Sandboxes {
    private final LocalSettings settings;
    private final Pace pace;
    private final InstantSource clock;
    private final Processors processors;
    private final Map<SandboxName, LocalSandbox> open = new ConcurrentHashMap<>();
    private @Nullable Ground ground;
    private boolean closed;

    /** Clears away what dead processes left in the same base folder; sandboxes of living ones are not touched. */
    public LocalSandboxes(LocalSettings settings) {
        this(settings, Pace.KUBELET, InstantSource.system());
    }

    /**
     * @param clock what the schedules of CronJobs go by
     */
    LocalSandboxes(LocalSettings settings, Pace pace, InstantSource clock) {
        this.settings = settings;
        this.pace = pace;
        this.clock = clock;
        this.processors = new Processors(settings.processors());
        try {
            if (Files.isDirectory(settings.base())) {
                ground = Ground.prepare(settings);
            }
        } catch (SandboxException unavailable) {
            if (unavailable.code() != Code.UNAVAILABLE) {
                throw unavailable;
            }
        }
    }

    @Override
    public Sandbox open(SandboxRequest request) {
        Ground here = ground();
        SandboxName name = request.name();
        SandboxRecord record = here.take(name);
        LocalSandbox sandbox;
        try {
            sandbox = build(here, request, record);
        } catch (RuntimeException failed) {
            here.release(name);
            throw failed;
        }
        open.put(name, sandbox);
        sandbox.begin();
        return sandbox;
    }

    private synchronized Ground ground() {
        if (closed) {
            throw new SandboxException(Code.UNAVAILABLE, "These sandboxes are closed");
        }
        Ground here = ground;
        if (here == null) {
            here = Ground.prepare(settings);
            ground = here;
        }
        return here;
    }

    private LocalSandbox build(Ground here, SandboxRequest request, SandboxRecord record) {
        String key = UUID.randomUUID().toString().substring(0, 8);
        Path root = here.folder().resolve(key);
        record.begin(key, root);
        int user = Users.forSandbox();
        Confinement.SandboxLimits limits = here.confinement().open(key);
        try {
            here.prepareFolder();
            SandboxFiles files = SandboxFiles.create(root, request.workspace(), here.host(), user);
            PodFactory factory = new PodFactory(
                    request.name(),
                    here.host(),
                    new Bubble(here.host(), files.filter(), processors),
                    here.images(),
                    request.sandboxClass(),
                    files,
                    record,
                    user,
                    request.hurried() ? pace.hurried() : pace);
            Policy policy = new Policy(
                    request.name(),
                    request.sandboxClass(),
                    new TreeSet<>(here.images().keySet()));
            return new LocalSandbox(policy, factory, here.confinement(), limits, clock, () -> {
                files.close();
                open.remove(request.name());
                here.release(request.name());
            });
        } catch (IOException failed) {
            limits.close();
            Folders.delete(root);
            throw new SandboxException(Code.BROKEN, "Cannot copy the workspace: " + failed, failed);
        }
    }

    @Override
    public Optional<Sandbox> find(SandboxName name) {
        return Optional.ofNullable(open.get(name));
    }

    @Override
    public List<SandboxName> list() {
        return open.keySet().stream()
                .sorted(java.util.Comparator.comparing(SandboxName::value))
                .toList();
    }

    /** Moves all containers to some of the machine's processors, those that run and those that will. */
    public void keepTo(List<Integer> some) {
        processors.name(some);
        processors.move(() -> open.values().stream().flatMap(LocalSandbox::processes));
    }

    @Override
    public synchronized void close() {
        closed = true;
        SandboxException failure = null;
        for (LocalSandbox sandbox : List.copyOf(open.values())) {
            try {
                sandbox.close();
            } catch (SandboxException stuck) {
                failure = stuck;
            }
        }
        if (ground != null) {
            ground.close();
            ground = null;
        }
        if (failure != null) {
            throw failure;
        }
    }
}
