package academy.ascent.grader.check;

import academy.ascent.grader.check.LoadJudge.Decision;
import academy.ascent.grader.check.LoadJudge.Judged;
import academy.ascent.grader.picture.LatencyPicture;
import academy.ascent.grader.statistics.Interval;
import academy.ascent.grader.statistics.Share;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Puts a measured round of load into words, numbers and a picture. */
final class LoadReport {
    private static final long MOST_MICROS = 120_000_000;

    private LoadReport() {}

    static Finding finding(LoadSettings settings, LoadRound round, Outcome outcome) {
        String title = title(round, outcome);
        return new Finding(
                Ground.MEASURED,
                outcome,
                title,
                explanation(settings, round, outcome),
                measurements(settings, round),
                evidence(settings, round, title));
    }

    private static String title(LoadRound round, Outcome outcome) {
        Decision shown = switch (outcome) {
            case FAILED -> Decision.OUTSIDE;
            case UNDECIDED -> round.decision();
            case PASSED, SKIPPED, IN_REVIEW -> Decision.INSIDE;
        };
        Judged first = round.judged().stream()
                .filter(judged -> judged.decision() == shown)
                .findFirst()
                .orElse(round.judged().getFirst());
        String finding = switch (first.target()) {
            case Target.Latency latency ->
                name(latency) + " "
                        + Words.millis(round.quantileMillis(1 - latency.share())) + ", target "
                        + Words.millis(latency.limit());
            case Target.Errors errors ->
                "errors " + Words.percent((double) first.bad() / first.all()) + ", target "
                        + Words.percent(errors.share());
        };
        return outcome == Outcome.UNDECIDED ? finding + ": cannot tell" : finding;
    }

    private static String explanation(LoadSettings settings, LoadRound round, Outcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add("Sent " + Words.count(round.size()) + " requests at " + Words.rate(settings.rate()) + " for "
                + Words.seconds(round.length()) + " after " + Words.seconds(settings.warmUp())
                + " of warm-up, each timed from the moment it was meant to start.");
        for (Judged judged : round.judged()) {
            lines.add(line(judged));
        }
        round.failures()
                .forEach((kind, count) -> lines.add(Words.count(count) + " requests were " + kind.words() + "."));
        if (round.wrong() > 0) {
            lines.add(Words.count(round.wrong()) + " answers differ from the reference's.");
        }
        double effect = effect(round);
        if (effect > LoadJudge.SATURATED) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Bad requests came in bursts (design effect %.1f): the service is near saturation.",
                    effect));
        }
        switch (outcome) {
            case FAILED ->
                lines.add((round.witness().clean()
                                ? "The host was clean."
                                : "It holds although " + round.witness().reason()
                                        + ": the time that requests and answers lost in it does not"
                                        + " explain the failure.")
                        + " Find what a request waits for: work done again for each request, too few replicas or threads, a CPU"
                        + " limit below what the rate needs.");
            case UNDECIDED ->
                lines.add(
                        round.decision() == Decision.OUTSIDE
                                ? "This is not held against the submission, since "
                                        + round.witness().reason() + "."
                                : "The service is too close to a target to tell within the time that the lab allows.");
            case PASSED, SKIPPED -> {}
        }
        return String.join("\n", lines);
    }

    private static String line(Judged judged) {
        String bad = switch (judged.target()) {
            case Target.Latency latency ->
                name(latency) + ": " + Words.count(judged.bad()) + " of " + Words.count(judged.all()) + " later than "
                        + Words.millis(latency.limit()) + " or failed";
            case Target.Errors _ ->
                "errors: " + Words.count(judged.bad()) + " of " + Words.count(judged.all()) + " failed";
        };
        return bad + ", the true share lies between "
                + Words.percent(judged.bounds().low()) + " and "
                + Words.percent(judged.bounds().high()) + ", at most "
                + Words.percent(judged.target().share()) + " is allowed.";
    }

    private static List<Measurement> measurements(LoadSettings settings, LoadRound round) {
        List<Measurement> measurements = new ArrayList<>();
        for (Judged judged : round.judged()) {
            switch (judged.target()) {
                case Target.Latency latency -> {
                    Interval band = band(round, judged);
                    measurements.add(new Measurement(
                            name(latency),
                            round.quantileMillis(1 - latency.share()),
                            "ms",
                            band.low(),
                            band.high(),
                            latency.limit().toNanos() / 1e6,
                            Relation.AT_MOST));
                }
                case Target.Errors errors ->
                    measurements.add(new Measurement(
                            "errors",
                            100.0 * judged.bad() / judged.all(),
                            "%",
                            100 * judged.bounds().low(),
                            100 * judged.bounds().high(),
                            100 * errors.share(),
                            Relation.AT_MOST));
            }
        }
        measurements.add(Measurement.plain("median", round.quantileMillis(0.5), "ms"));
        measurements.add(Measurement.plain("maximum", round.maximumMillis(), "ms"));
        measurements.add(Measurement.plain("requests", round.size(), "requests"));
        measurements.add(Measurement.plain("rate", settings.rate(), "requests/s"));
        measurements.add(Measurement.plain("design effect", effect(round), ""));
        measurements.add(Measurement.plain("send lag p99", round.witness().sendLagP99Micros() / 1e3, "ms"));
        return measurements;
    }

    /** Where the percentile itself lies: the latencies at the exact bounds of its own share. */
    private static Interval band(LoadRound round, Judged judged) {
        long above = Math.round(judged.target().share() * judged.all());
        Interval share = Share.bounds(above, judged.all(), judged.effect(), LoadJudge.ALPHA);
        return new Interval(round.quantileMillis(1 - share.high()), round.quantileMillis(1 - share.low()));
    }

    private static List<Evidence> evidence(LoadSettings settings, LoadRound round, String title) {
        List<LatencyPicture.Line> lines = new ArrayList<>();
        for (Judged judged : round.judged()) {
            if (judged.target() instanceof Target.Latency latency) {
                Interval band = band(round, judged);
                lines.add(new LatencyPicture.Line(
                        name(latency),
                        latency.limit().toNanos() / 1e6,
                        round.quantileMillis(1 - latency.share()),
                        band.low(),
                        band.high()));
            }
        }
        double[] millis = Arrays.stream(round.latencies())
                .mapToDouble(nanos -> nanos / 1e6)
                .toArray();
        String words = explanationOf(settings, round);
        return List.of(
                new Evidence(Evidence.Kind.PICTURE, title, words, LatencyPicture.draw(title, words, millis, lines)),
                new Evidence(
                        Evidence.Kind.HISTOGRAM,
                        "Every latency, in microseconds",
                        "A compressed HdrHistogram of " + Words.count(round.size()) + " requests",
                        histogram(round)));
    }

    private static String explanationOf(LoadSettings settings, LoadRound round) {
        return Words.count(round.size()) + " requests at " + Words.rate(settings.rate()) + ": median "
                + Words.millis(round.quantileMillis(0.5)) + ", p95 " + Words.millis(round.quantileMillis(0.95))
                + ", p99 "
                + Words.millis(round.quantileMillis(0.99)) + ", maximum " + Words.millis(round.maximumMillis()) + ", "
                + Words.count(round.failed()) + " failed.";
    }

    private static String histogram(LoadRound round) {
        Histogram histogram = new Histogram(MOST_MICROS, 3);
        for (long nanos : round.latencies()) {
            histogram.recordValue(Math.clamp(nanos / 1000, 0, MOST_MICROS));
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    private static double effect(LoadRound round) {
        return round.judged().stream().mapToDouble(Judged::effect).max().orElse(1);
    }

    private static String name(Target.Latency latency) {
        return "p" + latency.percentile();
    }
}
