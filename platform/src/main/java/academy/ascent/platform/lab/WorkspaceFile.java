package academy.ascent.platform.lab;

import java.time.Instant;
import java.util.Optional;

/**
 * A file as it stands in a learner's workspace.
 *
 * @param editable whether the learner may change it
 * @param number its newest version; 0 for the starter's own
 * @param size bytes
 * @param starter whether the lab ships a file of this path
 * @param savedAt when the newest version was made; empty for the starter's own
 */
public record WorkspaceFile(
        String path, boolean editable, int number, long size, boolean starter, Optional<Instant> savedAt) {}
