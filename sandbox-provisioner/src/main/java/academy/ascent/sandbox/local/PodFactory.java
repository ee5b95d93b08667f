package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.admission.DesiredState;
import academy.ascent.sandbox.admission.PodContainer;
import academy.ascent.sandbox.admission.Probe;
import academy.ascent.sandbox.admission.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes the pods of one sandbox: their files, limits and command lines. */
final class PodFactory {
    private static final int MONITOR = 1; // bubblewrap itself, which waits outside for the container

    private final SandboxName namespace;
    private final Host host;
    private final Bubble bubble;
    private final Map<String, RuntimeImage> images;
    private final SandboxClass sandboxClass;
    private final SandboxFiles files;
    private final SandboxRecord record;
    private final int user;
    private final Pace pace;
    private final AtomicInteger numbers = new AtomicInteger();

    PodFactory(
            SandboxName namespace,
            Host host,
            Bubble bubble,
            Map<String, RuntimeImage> images,
            SandboxClass sandboxClass,
            SandboxFiles files,
            SandboxRecord record,
            int user,
            Pace pace) {
        this.namespace = namespace;
        this.host = host;
        this.bubble = bubble;
        this.images = images;
        this.sandboxClass = sandboxClass;
        this.files = files;
        this.record = record;
        this.user = user;
        this.pace = pace;
    }

    /** Creates a pod of a workload and begins it. */
    Pod create(Workload workload, Supplier<DesiredState> desired, Confinement.SandboxLimits limits) {
        int number = numbers.incrementAndGet();
        PodContainer container = workload.template().container();
        String name = workload.name() + "-" + number;
        Path folder = folder(number, name);
        Confinement.ContainerLimits own =
                limits.container(number, container.resources(), sandboxClass.processes() + MONITOR);
        Forwarding forwarding = new Forwarding(host, user, folder, limits.forwarderJoins(), record::process);
        Bubble.Place place = new Bubble.Place(
                name,
                user,
                folder.resolve("etc"),
                files.workspace(),
                folder.resolve("volumes"),
                folder.resolve("info"),
                folder.resolve("variables"),
                sandboxClass.processes(),
                Objects.requireNonNull(images.get(container.image())),
                own);
        ContainerStarter starter = new ContainerStarter(
                bubble,
                place,
                forwarding,
                files,
                workload.template(),
                ports(workload, desired.get()),
                () -> PodConfiguration.of(workload.template(), desired.get(), namespace));
        Pod created = new Pod(number, workload.name(), workload.template(), pace, own, starter);
        created.begin();
        return created;
    }

    /** Lays files over the workspace that its pods see. */
    void publish(Path from) {
        try {
            files.publish(from);
        } catch (IOException failed) {
            throw new SandboxException(Code.BROKEN, "Cannot publish the files in " + from + ": " + failed, failed);
        }
    }

    private Path folder(int number, String name) {
        try {
            return files.replica(number, name);
        } catch (IOException full) {
            throw new SandboxException(Code.BROKEN, "Cannot make the files of " + name + ": " + full, full);
        }
    }

    /** The ports that a Service or a probe leads to. */
    private static List<Integer> ports(Workload workload, DesiredState desired) {
        PodContainer container = workload.template().container();
        Stream<Integer> probed = Stream.of(container.startup(), container.readiness(), container.liveness())
                .flatMap(Optional::stream)
                .map(Probe::action)
                .map(Probe.Action::port);
        Stream<Integer> served = desired.services().values().stream()
                .filter(service -> service.selects(workload.template().labels()))
                .flatMap(service -> service.port(container).stream());
        return Stream.concat(probed, served).distinct().toList();
    }
}
