package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.admission.ConfiguredVolume;
import academy.ascent.sandbox.admission.PodContainer;
import academy.ascent.sandbox.admission.PodTemplate;
import academy.ascent.sandbox.local.PodConfiguration.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Starts the containers of one pod, each with what its ConfigMaps and Secrets hold by then. */
final class ContainerStarter implements Pod.Starter {
    private final Bubble bubble;
    private final Bubble.Place place;
    private final Forwarding forwarding;
    private final SandboxFiles files;
    private final PodTemplate template;
    private final List<Integer> ports;
    private final PodServices services;
    private final Supplier<Answer> configuration;
    private final Map<String, ConfiguredFolder> volumes;
    private final AtomicInteger shells = new AtomicInteger();

    /**
     * @param ports the ports that something outside leads to
     * @param services those that the pod reaches
     * @param configuration what the pod's ConfigMaps and Secrets hold now
     */
    ContainerStarter(
            Bubble bubble,
            Bubble.Place place,
            Forwarding forwarding,
            SandboxFiles files,
            PodTemplate template,
            List<Integer> ports,
            PodServices services,
            Supplier<Answer> configuration) {
        this.bubble = bubble;
        this.place = place;
        this.forwarding = forwarding;
        this.files = files;
        this.template = template;
        this.ports = ports;
        this.services = services;
        this.configuration = configuration;
        this.volumes = template.volumes().stream()
                .map(ConfiguredVolume::name)
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> new ConfiguredFolder(place.volumes().resolve(name), files)));
    }

    @Override
    public Pod.Start start(Pod pod, LogRing logs) {
        return switch (configuration.get()) {
            case Answer.Missing missing -> new Pod.Start.Waiting(missing.reason());
            case Answer.Ready ready -> {
                Optional<String> failure = lay(ready);
                if (failure.isPresent()) {
                    yield new Pod.Start.Waiting(failure.get());
                }
                ready.warnings().forEach(logs::add);
                yield new Pod.Start.Begun(run(ready.environment(), logs));
            }
        };
    }

    @Override
    public void refresh() {
        // What is missing or cannot be written leaves the files as they were, as in Kubernetes.
        if (configuration.get() instanceof Answer.Ready ready) {
            lay(ready);
        }
        try {
            services.refresh();
        } catch (IOException failed) {
            throw new SandboxException(Code.BROKEN, "Cannot write " + place.etc(), failed);
        }
    }

    /** Writes the volumes; tells why not, if one could not be written. */
    private Optional<String> lay(Answer.Ready ready) {
        for (Map.Entry<String, ConfiguredFolder> volume : volumes.entrySet()) {
            try {
                volume.getValue().lay(ready.volumes().getOrDefault(volume.getKey(), Map.of()));
            } catch (IOException failed) {
                return Optional.of(PodConfiguration.mountFailed(volume.getKey(), String.valueOf(failed.getMessage())));
            }
        }
        return Optional.empty();
    }

    private ContainerRun run(Map<String, String> declared, LogRing logs) {
        requireNoDevice(template.container());
        Map<String, String> environment = Bubble.environment(template.container(), place, declared);
        try {
            services.refresh();
            writePrivately(place.variables(), Bubble.variables(environment));
            ContainerRun run = new ContainerRun(
                    bubble.command(template.container(), place, environment), place.information(), logs, forwarding);
            if (run.pid() != 0) {
                ContainerNetwork itself = ContainerNetwork.of(run.pid());
                run.offer(new Shells(size -> shell(itself, environment, size)));
                PodNetwork network = services.connect(run.pid());
                run.joined(network);
                ports.forEach(run::socket);
                bubble.keepInPlace(run.pid());
                if (services.mayBeAsked()) {
                    network.awaitFirst();
                }
            }
            run.begin();
            return run;
        } catch (IOException failed) {
            throw new SandboxException(Code.BROKEN, "Cannot write the files of " + place.hostname(), failed);
        } finally {
            Folders.delete(place.variables());
        }
    }

    private LocalTerminal shell(ContainerNetwork network, Map<String, String> environment, TerminalSize size) {
        Bubble.Place own = place.ofShell(shells.incrementAndGet());
        try {
            writePrivately(own.variables(), Bubble.variables(Bubble.ofShell(environment, own)));
            LocalTerminal terminal = new LocalTerminal(bubble.shell(template.container(), own, network), size);
            forwarding.remember(terminal.process().pid());
            ContainerRun.firstProcess(terminal.process(), own.information()).ifPresent(place.limits()::beside);
            return terminal;
        } catch (IOException failed) {
            throw new SandboxException(Code.BROKEN, "Cannot write the files of a shell: " + failed, failed);
        } finally {
            Folders.delete(own.variables());
            Folders.delete(own.information());
        }
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

    private void writePrivately(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        try (SeekableByteChannel channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
        files.own(file);
    }
}
