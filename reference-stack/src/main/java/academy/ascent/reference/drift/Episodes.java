package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig;
import academy.ascent.reference.drift.report.EpisodeReport;
import academy.ascent.reference.drift.retrain.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * When drift begins and ends. An episode begins after so many drifted windows in a row, or at once with an alarm; it
 * ends after so many clean windows in a row; and none begins within the cool-down after another's end. Safe for use by
 * several threads.
 */
final class Episodes {
    private static final int MOST_REMEMBERED = 20;

    private final DriftConfig.Episodes config;
    private final List<EpisodeReport> latest = new ArrayList<>();
    private long begun;
    private int driftedInARow;
    private int cleanInARow;

    Episodes(DriftConfig.Episodes config) {
        this.config = config;
    }

    /** Takes a window's verdict: drifted for these reasons, or clean for none; gives the episode that it begins. */
    synchronized Optional<EpisodeReport> window(List<String> reasons, Instant now) {
        if (reasons.isEmpty()) {
            driftedInARow = 0;
            cleanInARow++;
            if (isOpen() && cleanInARow >= config.endAfter()) {
                EpisodeReport open = latest.getFirst();
                latest.set(
                        0,
                        new EpisodeReport(open.id(), open.began(), Optional.of(now), open.reasons(), open.retrain()));
            }
            return Optional.empty();
        }
        driftedInARow++;
        cleanInARow = 0;
        return driftedInARow >= config.beginAfter() ? begin(reasons, now) : Optional.empty();
    }

    /** Takes an alarm that needs no confirmation; gives the episode that it begins. */
    synchronized Optional<EpisodeReport> alarm(String reason, Instant now) {
        cleanInARow = 0;
        return begin(List.of(reason), now);
    }

    private Optional<EpisodeReport> begin(List<String> reasons, Instant now) {
        boolean cooling = !latest.isEmpty()
                && latest.getFirst()
                        .ended()
                        .filter(end -> now.isBefore(end.plus(config.coolDown())))
                        .isPresent();
        if (isOpen() || cooling) {
            return Optional.empty();
        }
        EpisodeReport episode =
                new EpisodeReport(UUID.randomUUID().toString(), now, Optional.empty(), reasons, Optional.empty());
        latest.addFirst(episode);
        begun++;
        if (latest.size() > MOST_REMEMBERED) {
            latest.removeLast();
        }
        return Optional.of(episode);
    }

    private boolean isOpen() {
        return !latest.isEmpty() && latest.getFirst().ended().isEmpty();
    }

    /** Notes how telling the retrain action of an episode goes. */
    synchronized void delivery(String id, Delivery delivery) {
        latest.replaceAll(episode -> episode.id().equals(id)
                ? new EpisodeReport(id, episode.began(), episode.ended(), episode.reasons(), Optional.of(delivery))
                : episode);
    }

    /** The latest, newest first. */
    synchronized List<EpisodeReport> latest() {
        return List.copyOf(latest);
    }

    synchronized long begun() {
        return begun;
    }
}
