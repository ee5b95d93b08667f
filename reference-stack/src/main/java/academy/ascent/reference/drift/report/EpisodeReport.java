package academy.ascent.reference.drift.report;

import academy.ascent.reference.drift.retrain.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A time of drift, from the window that began it to the clean ones that ended it.
 *
 * @param id unique over time and servers
 * @param reasons what began it, in words
 * @param retrain how telling the retrain action went; none where there is no such action
 */
public record EpisodeReport(
        String id, Instant began, Optional<Instant> ended, List<String> reasons, Optional<Delivery> retrain) {}
