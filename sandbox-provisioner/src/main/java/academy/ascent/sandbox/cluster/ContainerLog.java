package academy.ascent.sandbox.cluster;

import java.util.List;

/**
 * What a container of a pod has written.
 *
 * @param isEarlier whether by the run before the present one, which was started again
 * @param note why there is no log, or what comes beside it, in the cluster's words where it has any; may be empty
 * @param lines the last ones, oldest first
 */
public record ContainerLog(String container, boolean isEarlier, String note, List<String> lines) {

    public ContainerLog {
        lines = List.copyOf(lines);
    }
}
