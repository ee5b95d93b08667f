package academy.ascent.site.cluster;

import java.util.List;
import java.util.Optional;

/**
 * What one pod has written.
 *
 * @param called what the learner calls the pod
 * @param finding why there is no log of it; empty if there are some
 */
public record PodLogPart(String called, Optional<String> finding, List<Log> logs) {
    public PodLogPart {
        logs = List.copyOf(logs);
    }

    /**
     * One run of a container.
     *
     * @param title which run, before the container's name
     * @param note why there are no lines; empty if there may be some
     * @param lines oldest first
     */
    public record Log(String title, String container, String note, List<String> lines) {
        public Log {
            lines = List.copyOf(lines);
        }
    }
}
