package academy.ascent.site.regrade;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A regrade as a table of differences.
 *
 * @param state a word such as {@code ready}
 * @param finding the most important fact, in a sentence
 * @param how what it is measured by and who started it
 * @param happened what was decided about it
 * @param ready whether it may be applied
 * @param discardable whether it may be discarded
 * @param reversible whether it may be taken back
 */
public record RegradePage(
        String what,
        Href href,
        String state,
        String finding,
        String reason,
        String how,
        Instant startedAt,
        Optional<Happened> happened,
        List<Row> rows,
        boolean ready,
        boolean discardable,
        boolean reversible)
        implements Page {
    public RegradePage {
        rows = List.copyOf(rows);
    }

    @Override
    public String template() {
        return "regrade/regrade.jte";
    }

    @Override
    public String title() {
        return "Regrade of " + what;
    }

    /** What was done, and when. */
    public record Happened(String words, Instant at) {}

    /**
     * One submission before and after; states are words such as {@code passed}.
     *
     * @param turns whether a pass or failure turns
     */
    public record Row(
            String learner,
            String number,
            Href submission,
            String stateBefore,
            String before,
            String stateAfter,
            String after,
            Href regrading,
            String change,
            String effect,
            boolean turns) {}
}
