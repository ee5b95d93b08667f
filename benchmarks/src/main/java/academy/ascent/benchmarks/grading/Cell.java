package academy.ascent.benchmarks.grading;

import academy.ascent.grader.verdict.HostWitness;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * All gradings of one submission beside the same neighbours.
 *
 * @param naiveWrong how often a single threshold on the same p95 would have been wrong
 */
record Cell(
        Submission submission,
        Neighbours neighbours,
        boolean isProtected,
        int gradings,
        int wrong,
        int undecided,
        int naiveWrong,
        List<Graded> each) {

    static Cell of(
            Submission submission, Neighbours neighbours, boolean isProtected, List<Graded> each, double target) {
        return new Cell(
                submission,
                neighbours,
                isProtected,
                each.size(),
                (int) each.stream().filter(one -> one.isWrong(submission)).count(),
                (int) each.stream().filter(one -> !one.isJudged()).count(),
                (int) each.stream()
                        .filter(one -> one.isNaiveWrong(submission, target))
                        .count(),
                List.copyOf(each));
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-36s %-24s %3d graded  %d wrong  %d undecided  (one threshold: %d wrong)  p95 %s ms  lag %s us"
                        + "  wait %s%s",
                submission.name(),
                neighbours.words(),
                gradings,
                wrong,
                undecided,
                naiveWrong,
                range(one -> Objects.requireNonNullElse(one.p95Millis(), Double.NaN)),
                range(one -> ofHost(one, HostWitness::sendLagP99Micros)),
                range(one -> ofHost(one, host -> Objects.requireNonNullElse(host.referenceWait(), Double.NaN))),
                reasons());
    }

    private static double ofHost(Graded one, ToDoubleFunction<HostWitness> value) {
        HostWitness witness = one.witness();
        return witness == null ? Double.NaN : value.applyAsDouble(witness);
    }

    private String range(ToDoubleFunction<Graded> value) {
        double[] sorted = each.stream()
                .mapToDouble(value)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return sorted.length == 0
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%.3g (%.3g … %.3g)",
                        sorted[sorted.length / 2],
                        sorted[0],
                        sorted[sorted.length - 1]);
    }

    private String reasons() {
        return each.stream()
                .filter(one -> !one.isJudged() || one.isWrong(submission))
                .map(one -> "\n    " + one.verdict() + ": " + one.reason()
                        + (one.witness() == null ? "" : " [" + one.witness().reason() + "]"))
                .collect(Collectors.joining());
    }
}
