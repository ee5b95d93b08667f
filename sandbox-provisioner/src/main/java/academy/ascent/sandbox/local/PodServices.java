package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.ServiceRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What one pod has of its sandbox's Services through all its starts: their names and, each time, a way to them. */
final class PodServices {
    private final String pod;
    private final Map<String, String> labels;
    private final Path etc;
    private final Switchboard switchboard;
    private final SandboxFiles files;
    private final ServiceDirectory directory;
    private final Supplier<Collection<ServiceRoute>> admitted;
    private String written = "";

    /**
     * @param labels those by which Services select it
     * @param etc what the pod sees as /etc
     * @param admitted the Services that there are now
     */
    PodServices(
            String pod,
            Map<String, String> labels,
            Path etc,
            Switchboard switchboard,
            SandboxFiles files,
            ServiceDirectory directory,
            Supplier<Collection<ServiceRoute>> admitted) {
        this.pod = pod;
        this.labels = labels;
        this.etc = etc;
        this.switchboard = switchboard;
        this.files = files;
        this.directory = directory;
        this.admitted = admitted;
    }

    /** Brings the names that the pod reads to what was admitted last. */
    synchronized void refresh() throws IOException {
        String hosts = directory.addresses().hosts(pod, admitted.get());
        if (!hosts.equals(written)) {
            files.hosts(etc, hosts);
            written = hosts;
        }
    }

    /** Whether somebody else's Service can be asked now, so that a container may count on it from its beginning. */
    boolean mayBeAsked() {
        Set<ServicePort> served = directory.served();
        return admitted.get().stream()
                .filter(service -> !service.selects(labels))
                .anyMatch(service -> served.stream().map(ServicePort::service).anyMatch(service.name()::equals));
    }

    /** Begins to link a container that was just started. */
    PodNetwork connect(long workload) {
        PodNetwork network = new PodNetwork(switchboard.start(workload), switchboard.doors(), files, directory);
        network.follow();
        return network;
    }
}
