package academy.ascent.platform.cohort;

import academy.ascent.platform.catalog.LabEntry;
import academy.ascent.platform.submission.Submission;
import academy.ascent.site.cohort.Mark;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The orders of a cohort's results; what was not measured comes last, whichever way they are sorted. */
final class ResultsOrder {
    private ResultsOrder() {}

    /** An order of the table; equals stay as they were. */
    static Comparator<Result> of(ResultsQuery query, List<LabEntry> labs) {
        var down = query.descending();
        return switch (query.sort().orElse(ResultsQuery.Sort.LEARNER)) {
            case LEARNER, PASSED -> by(result -> Optional.of(name(result.member())), down);
            case LAB -> by(result -> Optional.of(labs.indexOf(result.lab())), down);
            case VERDICT -> by(result -> Optional.of(result.mark()).filter(mark -> mark != Mark.NONE), down);
            case SCORE -> by(result -> result.shown().map(Submission::earned), down);
            case P95 -> by(result -> result.shown().map(Submission::p95Millis), down);
            case UPTIME -> by(result -> result.shown().map(Submission::availabilityPercent), down);
            case WHEN -> by(result -> result.shown().map(Submission::handedInAt), down);
            case TRIES -> by(result -> Optional.of(result.tries()).filter(tries -> tries > 0), down);
        };
    }

    /** An order of the matrix: by name, by labs passed, or by what was handed in last. */
    static Comparator<MatrixRow> ofRows(ResultsQuery query) {
        var down = query.descending();
        return switch (query.sort().orElse(ResultsQuery.Sort.LEARNER)) {
            case PASSED -> by(row -> Optional.of(row.passed()), down);
            case WHEN -> by(MatrixRow::latest, down);
            case LEARNER, LAB, VERDICT, SCORE, P95, UPTIME, TRIES -> by(row -> Optional.of(name(row.member())), down);
        };
    }

    /** A member's line of the matrix. */
    record MatrixRow(MemberRows.Member member, List<Result> results) {
        int passed() {
            return (int) results.stream()
                    .filter(result -> result.mark() == Mark.PASSED)
                    .count();
        }

        Optional<Instant> latest() {
            return results.stream()
                    .flatMap(result -> result.standing().stream())
                    .map(standing -> standing.latest().handedInAt())
                    .max(Comparator.naturalOrder());
        }
    }

    private static String name(MemberRows.Member member) {
        return member.name().toLowerCase(Locale.ROOT);
    }

    private static <T, K extends Comparable<? super K>> Comparator<T> by(Function<T, Optional<K>> key, boolean down) {
        Comparator<K> order = down ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return (left, right) -> {
            var first = key.apply(left);
            var second = key.apply(right);
            if (first.isPresent() && second.isPresent()) {
                return order.compare(first.get(), second.get());
            }
            return Boolean.compare(first.isEmpty(), second.isEmpty());
        };
    }
}
