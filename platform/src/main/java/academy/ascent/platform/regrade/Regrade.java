package academy.ascent.platform.regrade;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A set of submissions that are measured again.
 *
 * @param title what is in it, for a person
 * @param applier the name of who applied it, or null
 * @param ender the name of who discarded it or took it back, or null
 * @param open how many of its submissions are not measured yet
 * @param items how many it has
 */
@Introspected
record Regrade(
        long id,
        String title,
        Against against,
        String reason,
        State state,
        long starterId,
        String starter,
        Instant startedAt,
        @Nullable String applier,
        @Nullable Instant appliedAt,
        @Nullable String ender,
        @Nullable Instant endedAt,
        long open,
        long items) {

    /** The lab that is measured by. */
    enum Against {
        PINNED("the lab as each was handed in for"),
        CURRENT("the lab as it is now");

        private final String words;

        Against(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Nothing counts unless it is applied. */
    enum State {
        RUNNING,
        APPLIED,
        DISCARDED,
        REVERSED
    }

    /** Whether everything is measured and nothing is decided yet. */
    boolean isReady() {
        return state == State.RUNNING && open == 0;
    }
}
