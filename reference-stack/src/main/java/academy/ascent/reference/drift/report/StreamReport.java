package academy.ascent.reference.drift.report;

import java.time.Instant;
import java.util.Optional;

/**
 * A stream that a detector follows.
 *
 * @param values how many it has seen
 * @param changes how many it has found
 * @param last when it found the last one
 */
public record StreamReport(String of, String detector, long values, long changes, Optional<Instant> last) {}
