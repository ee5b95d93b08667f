package academy.ascent.sandbox.cluster;

import java.util.List;

/**
 * What runs in a sandbox on a cluster.
 *
 * @param pods by name
 * @param warnings of the last hour or so, for as long as the cluster keeps them; the latest first
 */
public record ClusterWork(List<ClusterPod> pods, List<ClusterWarning> warnings) {

    public ClusterWork {
        pods = List.copyOf(pods);
        warnings = List.copyOf(warnings);
    }
}
