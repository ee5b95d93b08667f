package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.ServiceRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Supplier;

/** What one pod has of its sandbox's Services through all its starts: their names and, each time, a way to them. */
final class PodServices {
    private final String pod;
    private final Path etc;
    private final Switchboard switchboard;
    private final SandboxFiles files;
    private final ServiceDirectory directory;
    private final Supplier<Collection<ServiceRoute>> admitted;
    private String written = "";

    /**
     * @param etc what the pod sees as /etc
     * @param admitted the Services that there are now
     */
    PodServices(
            String pod,
            Path etc,
            Switchboard switchboard,
            SandboxFiles files,
            ServiceDirectory directory,
            Supplier<Collection<ServiceRoute>> admitted) {
        this.pod = pod;
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

    /** Begins to link a container that was just started. */
    PodNetwork connect(long workload) {
        PodNetwork network = new PodNetwork(switchboard.start(workload), switchboard.doors(), files, directory);
        network.follow();
        return network;
    }
}
