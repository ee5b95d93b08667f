package academy.ascent.reference.drift.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that one monitor has to say at a moment.
 *
 * @param reference the name of the file of reference data
 * @param referenceRows how many rows it has
 * @param window the last judged window; none before the first
 * @param windows how many windows have been judged
 * @param history the latest windows, oldest first
 * @param episodes the latest, newest first
 * @param begun how many episodes have begun since the start
 */
public record DriftReport(
        String name,
        Instant at,
        Instant since,
        String reference,
        int referenceRows,
        Traffic traffic,
        Optional<WindowReport> window,
        long windows,
        List<Point> history,
        List<StreamReport> streams,
        Optional<FeedbackReport> feedback,
        List<EpisodeReport> episodes,
        long begun) {
    /** How the monitor stands. */
    public enum Status {
        WAITING,
        CLEAN,
        SUSPECT,
        DRIFTING
    }

    /**
     * Rows since the start.
     *
     * @param seen all rows that were answered
     * @param sampled those that were taken for judging
     * @param counted those of them that windows and streams have taken in; the rest is on its way
     * @param dropped those that should have been taken but found no room
     * @param broken requests that could not be observed
     * @param waiting those in the window that is still open
     * @param wanted those that a window needs
     */
    public record Traffic(
            long seen, long sampled, long counted, long dropped, long broken, long waiting, long wanted) {}

    /** One window of the history, and whether an episode began with it. */
    public record Point(double share, boolean drifted, boolean beganEpisode) {}

    /** Drifting within an episode, suspect when the last window drifted without one. */
    public Status status() {
        if (!episodes.isEmpty() && episodes.getFirst().ended().isEmpty()) {
            return Status.DRIFTING;
        }
        if (window.isEmpty()) {
            return Status.WAITING;
        }
        return window.get().isDrifted() ? Status.SUSPECT : Status.CLEAN;
    }
}
