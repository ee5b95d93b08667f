package academy.ascent.sandbox.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the pods of a {@link RealCluster} may run. */
final class NodeImages {
    /** A shell and what its scripts call, as the local runtime's tests have it from the machine around them. */
    static final String SHELL = "test/shell:1";

    private NodeImages() {}

    static List<NodeImage> all() throws IOException {
        return List.of(new NodeImage(
                SHELL,
                NodeImage.programs(List.of("sh", "sleep", "touch", "rm", "cat", "dd", "socat")),
                List.of("/bin/sh", "-c"),
                Map.of("PATH", "/usr/bin:/bin")));
    }
}
