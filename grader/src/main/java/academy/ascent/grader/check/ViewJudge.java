package academy.ascent.grader.check;

import academy.ascent.grader.feast.Cells;
import academy.ascent.grader.feast.FeatureView;
import academy.ascent.grader.feast.FeatureView.Column;
import academy.ascent.grader.feast.JoinRule;
import academy.ascent.grader.feast.SourceRows;
import academy.ascent.grader.feast.SourceRows.SourceRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Compares what one view gave with what its source gives, value by value. What differs is told by its cause: one mistake
 * that explains every row, or else the kinds of rows that differ.
 */
final class ViewJudge {
    private final FeaturesSettings.View asked;
    private final FeatureView view;
    private final SourceRows source;
    private final JoinRule rule;
    private final Map<String, String> fill;
    private final double tolerance;

    ViewJudge(FeaturesSettings settings, FeaturesSettings.View asked, FeatureView view, SourceRows source) {
        this.asked = asked;
        this.view = view;
        this.source = source;
        this.rule = JoinRule.of(view, settings.tie(), settings.known());
        this.fill = asked.fill();
        this.tolerance = settings.tolerance();
    }

    FeaturesSettings.View asked() {
        return asked;
    }

    FeatureView view() {
        return view;
    }

    /** Whether no row of the source gives anything for a key at a time. */
    boolean isEmpty(String key, Instant time) {
        return source.find(key, time, rule).isEmpty();
    }

    /**
     * Tells what differs.
     *
     * @return how many values differ
     */
    int judge(ServedRows served, boolean online, Faults faults) {
        BitSet fits = fits(served, rule);
        int differing = served.rows().size() - fits.cardinality();
        if (differing == 0) {
            return 0;
        }
        Optional<String> one = oneCause(served, fits, online);
        if (one.isPresent()) {
            tell(served, served.rows().get(fits.nextClearBit(0)), differing, one.get(), faults);
        } else {
            byKind(served, fits, online, faults);
        }
        return (int) served.rows().stream()
                .flatMapToInt(row -> IntStream.range(0, row.values().size())
                        .filter(i -> !isValue(served, row, i, source.find(row.key(), row.time(), rule))))
                .count();
    }

    private BitSet fits(ServedRows served, JoinRule tried) {
        BitSet fits = new BitSet();
        for (int i = 0; i < served.rows().size(); i++) {
            ServedRows.Row row = served.rows().get(i);
            fits.set(i, isOf(served, row, source.find(row.key(), row.time(), tried)));
        }
        return fits;
    }

    /** Rows that differ are asked first: most mistakes do not explain them. */
    private boolean explains(ServedRows served, BitSet fits, JoinRule tried) {
        IntPredicate isExplained = i -> {
            ServedRows.Row row = served.rows().get(i);
            return isOf(served, row, source.find(row.key(), row.time(), tried));
        };
        return IntStream.range(0, served.rows().size())
                        .filter(i -> !fits.get(i))
                        .allMatch(isExplained)
                && fits.stream().allMatch(isExplained);
    }

    private Optional<String> oneCause(ServedRows served, BitSet fits, boolean online) {
        int differing = served.rows().size() - fits.cardinality();
        Instant newest = served.rows().stream()
                .map(ServedRows.Row::time)
                .max(Instant::compareTo)
                .orElseThrow();
        Optional<String> cause = Suspicion.of(rule, newest, online).stream()
                .filter(suspicion -> differing >= suspicion.least() && explains(served, fits, suspicion.rule()))
                .map(Suspicion::words)
                .findFirst();
        return cause.or(() -> summerTime(served, differing));
    }

    /** Two shifts an hour apart explain together what a zone with summer time does. */
    private Optional<String> summerTime(ServedRows served, int differing) {
        if (differing < Suspicion.LEAST_FOR_ZONE) {
            return Optional.empty();
        }
        Optional<Duration> winter = Suspicion.zones().stream()
                .filter(shift -> shift.toMinutesPart() == 0)
                .filter(shift -> {
                    BitSet fits = fits(served, rule.withShift(shift));
                    fits.or(fits(served, rule.withShift(shift.plusHours(1))));
                    return fits.cardinality() == served.rows().size();
                })
                .findFirst();
        return winter.map(shift -> Suspicion.zone(shift, ", or an hour after that"));
    }

    /** Whether a row has the values of what was chosen, or of one of several that nothing tells apart. */
    private boolean isOf(ServedRows served, ServedRows.Row row, List<SourceRow> chosen) {
        if (chosen.isEmpty()) {
            return IntStream.range(0, row.values().size()).allMatch(i -> isValue(served, row, i, chosen));
        }
        return chosen.stream().anyMatch(one -> isRow(served, row, one));
    }

    private boolean isRow(ServedRows served, ServedRows.Row row, SourceRow one) {
        return IntStream.range(0, row.values().size()).allMatch(i -> isValue(served, row, i, List.of(one)));
    }

    private boolean isValue(ServedRows served, ServedRows.Row row, int i, List<SourceRow> chosen) {
        Column column = served.columns().get(i);
        if (chosen.isEmpty()) {
            return Cells.same(row.values().get(i), ServedRows.filled(fill, column), column.type(), tolerance);
        }
        return chosen.stream().anyMatch(one -> {
            String value = one.values().get(served.places().get(i));
            String expected = Cells.isNothing(value, column.type()) ? ServedRows.filled(fill, column) : value;
            return Cells.same(row.values().get(i), expected, column.type(), tolerance);
        });
    }

    private void byKind(ServedRows served, BitSet fits, boolean online, Faults faults) {
        Map<Difference, List<ServedRows.Row>> kinds = new EnumMap<>(Difference.class);
        for (int i = fits.nextClearBit(0); i < served.rows().size(); i = fits.nextClearBit(i + 1)) {
            ServedRows.Row row = served.rows().get(i);
            kinds.computeIfAbsent(kind(served, row), _ -> new ArrayList<>()).add(row);
        }
        kinds.forEach((kind, rows) -> tell(served, rows.getFirst(), rows.size(), kind.words(online), faults));
    }

    private Difference kind(ServedRows served, ServedRows.Row row) {
        List<SourceRow> chosen = source.find(row.key(), row.time(), rule);
        boolean nothing = IntStream.range(0, row.values().size())
                .allMatch(i -> Cells.isNothing(
                        row.values().get(i), served.columns().get(i).type()));
        if (nothing && !chosen.isEmpty()) {
            return Difference.MISSING;
        }
        Optional<SourceRow> origin = source.of(row.key()).stream()
                .filter(one -> !nothing && isRow(served, row, one))
                .min((a, b) -> distance(a, row).compareTo(distance(b, row)));
        if (origin.isPresent()) {
            return kind(origin.get(), row, chosen);
        }
        return isFilled(served, row, chosen) ? Difference.FILLED : Difference.OTHER;
    }

    private Difference kind(SourceRow origin, ServedRows.Row row, List<SourceRow> chosen) {
        if (origin.event().isAfter(row.time())) {
            return Difference.FUTURE;
        }
        if (chosen.isEmpty()) {
            return origin.created().isAfter(row.time()) && rule.known() ? Difference.FUTURE : Difference.EXPIRED;
        }
        return origin.event().equals(chosen.getFirst().event()) ? Difference.TIED : Difference.OLDER;
    }

    /** Whether only such values differ as should be absent. */
    private boolean isFilled(ServedRows served, ServedRows.Row row, List<SourceRow> chosen) {
        return IntStream.range(0, row.values().size())
                .filter(i -> !isValue(served, row, i, chosen))
                .allMatch(i -> chosen.isEmpty()
                        || Cells.isNothing(
                                chosen.getFirst().values().get(served.places().get(i)),
                                served.columns().get(i).type()));
    }

    private static Duration distance(SourceRow one, ServedRows.Row row) {
        return Duration.between(one.event(), row.time()).abs();
    }

    private void tell(ServedRows served, ServedRows.Row row, int rows, String why, Faults faults) {
        List<SourceRow> chosen = source.find(row.key(), row.time(), rule);
        int differs = IntStream.range(0, row.values().size())
                .filter(i -> !isValue(served, row, i, chosen))
                .findFirst()
                .orElse(0);
        Column column = served.columns().get(differs);
        String expected = chosen.isEmpty()
                ? value(ServedRows.filled(fill, column)) + " is expected (" + asked.source()
                        + " has no row that counts)"
                : value(chosen.getLast().values().get(served.places().get(differs))) + " is expected (" + asked.source()
                        + " line " + chosen.getLast().line() + ", of "
                        + chosen.getLast().event() + ")";
        faults.add(
                served.table().path(),
                row.line(),
                served.view().name() + ", " + Words.count(rows) + " of "
                        + Words.count(served.rows().size()) + " rows: " + why + " Here "
                        + served.words(row) + " has " + column.name() + " "
                        + value(row.values().get(differs)) + ", and " + expected + ".");
    }

    private static String value(String cell) {
        return cell.isBlank() ? "nothing" : Words.clip(cell, 40);
    }

    /** How a row differs, where no one mistake explains all. */
    private enum Difference {
        FUTURE("have values that came later than the time they were asked for: a leak from the future."),
        EXPIRED("have values older than the TTL, which must be empty."),
        OLDER("have values of an older row, although a later one was there by then."),
        TIED("have the values of another writing for the same time; the one written last counts."),
        MISSING("are empty, although the source has a row that counts."),
        FILLED("hold a value where there is none; fill nothing in here, or as the lab says."),
        OTHER("have values that no row of that key has; was something computed a second time, or scaled?");

        private final String words;

        Difference(String words) {
            this.words = words;
        }

        String words(boolean online) {
            if (online && this == EXPIRED) {
                return Suspicion.SERVED_EXPIRED;
            }
            return online && this == OLDER
                    ? "were served from an older row; the online store was not brought up to date in time."
                    : words;
        }
    }
}
