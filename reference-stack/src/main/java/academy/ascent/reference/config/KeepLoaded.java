package academy.ascent.reference.config;

import java.time.Duration;

/** How long a model's session stays open. */
public sealed interface KeepLoaded {
    /** As long as the server runs. */
    record Always() implements KeepLoaded {}

    /** Until it was idle for so long; with zero, every request opens and closes a session of its own. */
    record WhileUsed(Duration idle) implements KeepLoaded {}
}
