package academy.ascent.platform.submission;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import academy.ascent.site.submission.ResultPage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A check's finding as it is read. */
final class CheckViews {
    private static final double GAUGE = 200;

    private CheckViews() {}

    static ResultPage.Check of(CheckResult result, List<String> hints) {
        return new ResultPage.Check(
                result.id(),
                word(result.outcome()),
                result.earned(),
                result.points(),
                result.must(),
                result.title(),
                result.explanation()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList(),
                hints,
                result.outcome() == Outcome.SKIPPED ? "" : ground(result.ground()),
                result.measurements().stream()
                        .filter(CheckViews::hasTarget)
                        .map(CheckViews::measure)
                        .toList(),
                result.measurements().stream()
                        .filter(measurement -> !hasTarget(measurement))
                        .map(CheckViews::words)
                        .collect(Collectors.joining(" · ")),
                result.evidence().stream()
                        .filter(evidence -> evidence.kind() == Evidence.Kind.PICTURE
                                && evidence.content().startsWith("<svg "))
                        .map(picture ->
                                new ResultPage.Figure(picture.title(), picture.alternative(), picture.content()))
                        .toList(),
                result.evidence().stream()
                        .filter(evidence ->
                                evidence.kind() == Evidence.Kind.LOG || evidence.kind() == Evidence.Kind.EXAMPLE)
                        .map(text -> new ResultPage.Text(text.title(), text.content()))
                        .toList());
    }

    /** A check that nothing is known of yet. */
    static ResultPage.Check waiting(CheckSpec spec) {
        return new ResultPage.Check(
                spec.id(),
                "waiting",
                0,
                spec.points(),
                spec.must(),
                "",
                List.of(),
                List.of(),
                "",
                List.of(),
                "",
                List.of(),
                List.of());
    }

    private static boolean hasTarget(Measurement measurement) {
        return measurement.target() != null && measurement.relation() != Relation.NONE;
    }

    /** A count that is named after what it counts needs no unit. */
    private static String words(Measurement measurement) {
        var unit = measurement.unit().equals(measurement.name()) ? "" : measurement.unit();
        return measurement.name() + " " + quantity(measurement.value(), unit);
    }

    static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String ground(Ground ground) {
        return switch (ground) {
            case BUILT -> "built and run here";
            case MEASURED -> "measured on the running service";
            case STATIC -> "read from what was handed in";
        };
    }

    private static ResultPage.Measure measure(Measurement measurement) {
        var target = measurement.target();
        return new ResultPage.Measure(
                measurement.name(),
                quantity(measurement.value(), measurement.unit()),
                interval(measurement),
                target == null || measurement.relation() == Relation.NONE
                        ? ""
                        : (measurement.relation() == Relation.AT_MOST ? "at most " : "at least ")
                                + quantity(target, measurement.unit()),
                met(measurement),
                gauge(measurement));
    }

    private static String met(Measurement measurement) {
        var target = measurement.target();
        if (target == null) {
            return "";
        }
        return switch (measurement.relation()) {
            case AT_MOST -> measurement.value() <= target ? "met" : "missed";
            case AT_LEAST -> measurement.value() >= target ? "met" : "missed";
            case NONE -> "";
        };
    }

    private static String interval(Measurement measurement) {
        var low = measurement.low();
        var high = measurement.high();
        return low == null || high == null ? "" : "between " + number(low) + " and " + number(high);
    }

    /** Only where there is something to compare; a difference of powers of ten says nothing on a straight line. */
    private static Optional<ResultPage.Gauge> gauge(Measurement measurement) {
        var target = measurement.target();
        if (target == null || target <= 0 || measurement.relation() == Relation.NONE) {
            return Optional.empty();
        }
        var low = value(measurement.low(), measurement.value());
        var high = value(measurement.high(), measurement.value());
        var whole = measurement.unit().equals("%") && measurement.relation() == Relation.AT_LEAST
                ? 100
                : Math.max(high, Math.max(measurement.value(), target)) * 1.15;
        return Optional.of(new ResultPage.Gauge(
                place(low, whole),
                Math.max(1.5, place(high, whole) - place(low, whole)),
                place(measurement.value(), whole),
                place(target, whole),
                measurement.name() + " " + quantity(measurement.value(), measurement.unit()) + ", target "
                        + quantity(target, measurement.unit())));
    }

    private static double value(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }

    private static double place(double value, double whole) {
        return Math.round(Math.clamp(value / whole, 0, 1) * (GAUGE - 8) * 10) / 10.0 + 4;
    }

    private static String quantity(double value, String unit) {
        return unit.isEmpty() ? number(value) : number(value) + " " + unit;
    }

    /** Three digits that matter, without a row of zeros. */
    static String number(double value) {
        var size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e9) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size < 0.001) {
            var rounded = new BigDecimal(value).round(new MathContext(2));
            return size < 1e-7
                    ? rounded.toString()
                    : rounded.stripTrailingZeros().toPlainString();
        }
        var format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, format, value);
    }
}
