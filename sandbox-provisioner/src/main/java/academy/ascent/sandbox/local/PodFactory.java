package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
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
import java.util.stream.Stream;

/** Makes the pods of one sandbox: their files, limits and command lines. */
final class PodFactory {
    private static final int MONITOR = 1; // bubblewrap itself, which waits outside for the container

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
            Host host,
            Bubble bubble,
            Map<String, RuntimeImage> images,
            SandboxClass sandboxClass,
            SandboxFiles files,
            SandboxRecord record,
            int user,
            Pace pace) {
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
    Pod create(Workload workload, DesiredState desired, Confinement.SandboxLimits limits) {
        int number = numbers.incrementAndGet();
        PodContainer container = workload.template().container();
        Path folder = folder(number, workload.name() + "-" + number);
        Confinement.ContainerLimits own =
                limits.container(number, container.resources(), sandboxClass.processes() + MONITOR);
        Forwarding forwarding = new Forwarding(host, user, folder, limits.forwarderJoins(), record::process);
        List<Integer> ports = ports(workload, desired);
        Pod created = new Pod(number, workload.name(), workload.template(), pace, own, (pod, logs) -> {
            requireNoDevice(container);
            Bubble.Place place = new Bubble.Place(
                    pod.name(),
                    user,
                    folder.resolve("etc"),
                    files.workspace(),
                    folder.resolve("info"),
                    sandboxClass.processes(),
                    Objects.requireNonNull(images.get(container.image())),
                    own);
            ContainerRun run =
                    new ContainerRun(bubble.command(container, place), place.information(), logs, forwarding);
            if (run.pid() != 0) {
                ports.forEach(run::socket);
            }
            run.begin();
            return run;
        });
        created.begin();
        return created;
    }

    /** A pod that is within its quota waits for a node with the device; none here has one. */
    private static void requireNoDevice(PodContainer container) {
        container.resources().devices().forEach((device, count) -> {
            if (count > 0) {
                throw new SandboxException(
                        Code.UNAVAILABLE,
                        "0/1 nodes are available: 1 Insufficient " + device + ": this machine lends none");
            }
        });
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
