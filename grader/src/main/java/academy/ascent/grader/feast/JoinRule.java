package academy.ascent.grader.feast;

import java.time.Duration;
import java.time.Instant;

/**
 * How a row is chosen for an entity at a time.
 *
 * @param ttl how old it may be at most; zero for any age
 * @param shift what is added to the time first
 * @param pick which of the key's rows
 * @param tie which of those with the same event time
 * @param known whether only rows count that had been written by then
 * @param since no row before it counts
 */
public record JoinRule(Duration ttl, Duration shift, Pick pick, Tie tie, boolean known, Instant since) {

    /** Which row of a key. */
    public enum Pick {
        /** The latest at the time or before it. */
        LATEST,
        /** The latest before the time. */
        EARLIER,
        /** The first after the time. */
        NEXT,
        /** The nearest, before or after. */
        NEAREST,
        /** The last of all. */
        NEWEST
    }

    /** Which of the rows with one event time. */
    public enum Tie {
        LAST_WRITTEN,
        FIRST_WRITTEN,
        /** Any of them is as good as another. */
        ANY
    }

    /** As Feast joins: the latest row by then, not older than the TTL. */
    public static JoinRule of(FeatureView view, Tie tie, boolean known) {
        return new JoinRule(view.ttl(), Duration.ZERO, Pick.LATEST, tie, known, Instant.MIN);
    }

    public JoinRule withTtl(Duration other) {
        return new JoinRule(other, shift, pick, tie, known, since);
    }

    public JoinRule withShift(Duration other) {
        return new JoinRule(ttl, other, pick, tie, known, since);
    }

    public JoinRule withPick(Pick other) {
        return new JoinRule(ttl, shift, other, tie, known, since);
    }

    public JoinRule withTie(Tie other) {
        return new JoinRule(ttl, shift, pick, other, known, since);
    }

    public JoinRule withKnown(boolean other) {
        return new JoinRule(ttl, shift, pick, tie, other, since);
    }

    public JoinRule withSince(Instant other) {
        return new JoinRule(ttl, shift, pick, tie, known, other);
    }
}
