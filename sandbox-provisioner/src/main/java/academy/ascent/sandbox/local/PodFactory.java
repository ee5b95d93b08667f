package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.admission.DesiredState;
import academy.ascent.sandbox.admission.JobWorkload;
import academy.ascent.sandbox.admission.PodContainer;
import academy.ascent.sandbox.admission.Probe;
import academy.ascent.sandbox.admission.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
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
    private final ServiceDirectory directory;
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
        this.directory = new ServiceDirectory(new ServiceAddresses(namespace));
    }

    /**
     * Creates a pod of a workload and begins it.
     *
     * @param ordinal which of a StatefulSet's pods it is
     */
    Pod create(
            Workload workload, OptionalInt ordinal, Supplier<DesiredState> desired, Confinement.SandboxLimits limits) {
        int number = numbers.incrementAndGet();
        PodContainer container = workload.template().container();
        String name = workload.name() + "-" + ordinal.orElse(number);
        Map<String, String> labels = labels(workload, name, ordinal);
        Path folder = folder(number, name);
        Path etc = folder.resolve("etc");
        Confinement.ContainerLimits own =
                limits.container(number, container.resources(), sandboxClass.processes() + MONITOR);
        Forwarding forwarding = new Forwarding(host, user, folder, limits.forwarderJoins(), record::process);
        Bubble.Place place = new Bubble.Place(
                name,
                user,
                etc,
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
                ports(container, labels, desired.get()),
                services(name, labels, folder, desired, limits),
                () -> PodConfiguration.of(workload.template(), desired.get(), namespace, directory.addresses()::of));
        Pod created = new Pod(number, name, workload.name(), workload.template(), labels, pace, own, starter);
        created.begin();
        return created;
    }

    private PodServices services(
            String pod,
            Map<String, String> labels,
            Path folder,
            Supplier<DesiredState> desired,
            Confinement.SandboxLimits limits) {
        Path etc = folder.resolve("etc");
        Switchboard switchboard = new Switchboard(
                host,
                user,
                etc,
                SandboxFiles.doors(folder),
                limits.forwarderJoins(),
                sandboxClass.processes() + Switchboard.PROCESSES,
                record::process);
        return new PodServices(
                pod,
                labels,
                etc,
                switchboard,
                files,
                directory,
                () -> desired.get().services().values());
    }

    Pace pace() {
        return pace;
    }

    /** Who stands behind the sandbox's Services. */
    ServiceDirectory directory() {
        return directory;
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
            return files.replica(number);
        } catch (IOException full) {
            throw new SandboxException(Code.BROKEN, "Cannot make the files of " + name + ": " + full, full);
        }
    }

    /** A template's labels and those that its controller adds. */
    private static Map<String, String> labels(Workload workload, String name, OptionalInt ordinal) {
        Map<String, String> labels = new HashMap<>(workload.template().labels());
        if (workload instanceof JobWorkload) {
            labels.put("job-name", workload.name());
            labels.put("batch.kubernetes.io/job-name", workload.name());
        }
        if (ordinal.isPresent()) {
            labels.put("statefulset.kubernetes.io/pod-name", name);
            labels.put("apps.kubernetes.io/pod-index", String.valueOf(ordinal.getAsInt()));
        }
        return labels;
    }

    /** The ports that a Service or a probe leads to. */
    private static List<Integer> ports(PodContainer container, Map<String, String> labels, DesiredState desired) {
        Stream<Integer> probed = Stream.of(container.startup(), container.readiness(), container.liveness())
                .flatMap(Optional::stream)
                .map(Probe::action)
                .map(Probe.Action::port);
        Stream<Integer> served = desired.services().values().stream()
                .filter(service -> service.selects(labels))
                .flatMap(service -> service.ports().stream())
                .flatMap(port -> port.of(container).stream());
        return Stream.concat(probed, served).distinct().toList();
    }
}
