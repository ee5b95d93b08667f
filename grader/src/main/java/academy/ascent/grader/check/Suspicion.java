package academy.ascent.grader.check;

import academy.ascent.grader.feast.JoinRule;
import academy.ascent.grader.feast.JoinRule.Pick;
import academy.ascent.grader.feast.JoinRule.Tie;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One mistake in a join that would explain every value of a view.
 *
 * @param least how many rows must differ before it is believed
 * @param words what was done, and what to do
 */
record Suspicion(JoinRule rule, int least, String words) {
    static final String SERVED_EXPIRED = "values older than the TTL were served; Feast's online store does not look at"
            + " it, so compare the time of a value before it is used.";

    /** Fewer rows may fit a zone by chance. */
    static final int LEAST_FOR_ZONE = 8;

    private static final int WEST_QUARTERS = -12 * 4;
    private static final int EAST_QUARTERS = 14 * 4;

    /**
     * Every mistake that is looked for, the likeliest first.
     *
     * @param rule as it should be
     * @param newest the latest time that was asked for
     * @param online whether the values were served, not joined
     */
    static List<Suspicion> of(JoinRule rule, Instant newest, boolean online) {
        List<Suspicion> all = new ArrayList<>();
        all.add(new Suspicion(
                rule.withTie(Tie.FIRST_WRITTEN),
                1,
                "where a row was written again for the same time, the first writing was taken; take the one with the"
                        + " latest created time."));
        all.add(new Suspicion(
                rule.withPick(Pick.EARLIER),
                1,
                "a row at the very time of the label was left out; a row counts from its own time on."));
        all.add(new Suspicion(
                rule.withKnown(!rule.known()),
                1,
                rule.known()
                        ? "rows count here that were written only after the label's time: a leak from the future; leave"
                                + " them out."
                        : "rows that were written after the label's time were left out; Feast takes them unless told"
                                + " otherwise."));
        timesToLive(rule, newest, online, all);
        leaks(rule, all);
        zones().forEach(shift -> all.add(new Suspicion(rule.withShift(shift), LEAST_FOR_ZONE, zone(shift, ""))));
        return all;
    }

    /** Whole hours first, since most zones are whole hours from UTC. */
    static List<Duration> zones() {
        return IntStream.rangeClosed(WEST_QUARTERS, EAST_QUARTERS)
                .filter(quarters -> quarters != 0)
                .mapToObj(quarters -> Duration.ofMinutes(15L * quarters))
                .sorted((a, b) -> {
                    int whole = Boolean.compare(a.toMinutesPart() != 0, b.toMinutesPart() != 0);
                    return whole != 0 ? whole : a.abs().compareTo(b.abs());
                })
                .toList();
    }

    static String zone(Duration shift, String more) {
        return "the values are those of " + Words.age(shift.abs()) + (shift.isNegative() ? " earlier" : " later") + more
                + ": a time zone. A time without a zone is in UTC; read it so, and write the zone with every time.";
    }

    private static void timesToLive(JoinRule rule, Instant newest, boolean online, List<Suspicion> all) {
        Duration ttl = rule.ttl();
        if (ttl.isZero()) {
            return;
        }
        all.add(new Suspicion(
                rule.withTtl(Duration.ZERO),
                1,
                online
                        ? SERVED_EXPIRED
                        : "rows older than the TTL of " + Words.age(ttl) + " were taken: the join has no TTL. Leave the"
                                + " value empty where no row is younger."));
        all.add(new Suspicion(
                rule.withTtl(ttl.minusNanos(1)),
                1,
                "rows exactly as old as the TTL of " + Words.age(ttl) + " were left out; they count."));
        all.add(new Suspicion(
                rule.withSince(newest.minus(ttl)),
                1,
                "only rows of the last " + Words.age(ttl) + " before " + newest
                        + " were taken; the TTL counts back from" + " each label's own time."));
        for (int factor : new int[] {24, 60, 3600}) {
            for (Duration other : List.of(ttl.multipliedBy(factor), ttl.dividedBy(factor))) {
                all.add(new Suspicion(
                        rule.withTtl(other),
                        1,
                        "the values are those of a TTL of " + Words.age(other) + "; the view declares " + Words.age(ttl)
                                + "."));
            }
        }
    }

    private static void leaks(JoinRule rule, List<Suspicion> all) {
        all.add(new Suspicion(
                rule.withPick(Pick.NEWEST),
                1,
                "every row has its key's newest values, whatever its time: a leak from the future. Join on the time,"
                        + " too."));
        all.add(new Suspicion(
                rule.withPick(Pick.NEXT),
                1,
                "the values are those of the first row after the label's time: a leak from the future. Join"
                        + " backwards."));
        all.add(new Suspicion(
                rule.withPick(Pick.NEAREST),
                1,
                "the values are those of the nearest row, be it later: a leak from the future. Join backwards."));
    }
}
