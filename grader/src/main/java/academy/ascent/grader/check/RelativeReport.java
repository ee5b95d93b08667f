package academy.ascent.grader.check;

import academy.ascent.grader.check.LoadJudge.Decision;
import academy.ascent.grader.check.RelativeVerdict.Judged;
import academy.ascent.grader.check.RelativeVerdict.Latencies;
import academy.ascent.grader.picture.BarsPicture;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts latencies beside those of the reference into words, numbers and pictures. */
final class RelativeReport {
    private final RelativeSettings settings;
    private final RelativeRound.Result measured;
    private final Outcome outcome;

    RelativeReport(RelativeSettings settings, RelativeRound.Result measured) {
        this.settings = settings;
        this.measured = measured;
        this.outcome = measured.witness().clean() ? measured.verdict().outcome() : Outcome.UNDECIDED;
    }

    Finding finding() {
        return new Finding(Ground.MEASURED, outcome, title(), explanation(), measurements(), evidence());
    }

    private String title() {
        Decision shown = outcome == Outcome.FAILED ? Decision.OUTSIDE : Decision.OPEN;
        List<Judged> judged = measured.verdict().judged();
        Judged first = judged.stream()
                .filter(one -> one.decision() == shown)
                .findFirst()
                .orElse(judged.getFirst());
        String finding = first.limit().name() + " " + Words.times(first.ratio()) + " times the reference's, target "
                + Words.times(first.limit().times());
        return outcome == Outcome.UNDECIDED ? finding + ": cannot tell" : finding;
    }

    private String explanation() {
        SoloPlan plan = settings.plan();
        List<String> lines = new ArrayList<>();
        lines.add("Sent " + Words.count(measured.asked()) + " requests at " + Words.rate(plan.rate()) + " in "
                + measured.own().size() + " blocks of " + Words.seconds(plan.block())
                + ", in turn with the same ones to the lab's reference, each of the two alone.");
        if (measured.missed() > 0) {
            lines.add(Words.count(measured.missed()) + " were not answered rightly; each counts as "
                    + Words.millis(RelativeSettings.TIMEOUT) + ".");
        }
        measured.verdict().judged().forEach(judged -> lines.add(words(judged)));
        switch (outcome) {
            case FAILED ->
                lines.add("The reference stood in the same place and met the same requests, so that the host does not"
                        + " explain it: find what a request waits for that the reference's does not.");
            case UNDECIDED ->
                lines.add(
                        measured.witness().clean()
                                ? "It stands too close to a target to tell within the time that the lab allows."
                                : "This does not count, since "
                                        + measured.witness().reason() + ".");
            case PASSED, SKIPPED, IN_REVIEW -> {}
        }
        return String.join("\n", lines);
    }

    private static String words(Judged judged) {
        return judged.limit().name() + ": " + Words.figures(judged.millis()) + " ms, the reference's "
                + Words.figures(judged.referenceMillis()) + " ms: " + Words.times(judged.ratio())
                + " times as long (between "
                + Words.times(judged.bounds().low()) + " and "
                + Words.times(judged.bounds().high()) + "), at most "
                + Words.times(judged.limit().times()) + " is allowed.";
    }

    private List<Measurement> measurements() {
        List<Measurement> measurements = new ArrayList<>();
        for (Judged judged : measured.verdict().judged()) {
            measurements.add(new Measurement(
                    judged.limit().measured(),
                    judged.ratio(),
                    "times the reference's",
                    judged.bounds().low(),
                    judged.bounds().high(),
                    judged.limit().times(),
                    Relation.AT_MOST));
            measurements.add(Measurement.plain(judged.limit().name(), judged.millis(), "ms"));
            measurements.add(
                    Measurement.plain(judged.limit().name() + " of the reference", judged.referenceMillis(), "ms"));
        }
        measurements.add(Measurement.plain("not answered rightly", measured.missed(), "requests"));
        measurements.add(Measurement.plain("requests", measured.asked(), "requests"));
        measurements.add(Measurement.plain("rate", settings.plan().rate(), "requests/s"));
        measurements.add(Measurement.plain("send lag p99", measured.witness().sendLagP99Micros() / 1e3, "ms"));
        return measurements;
    }

    private List<Evidence> evidence() {
        List<Evidence> evidence = new ArrayList<>();
        for (Judged judged : measured.verdict().judged()) {
            evidence.add(new Evidence(Evidence.Kind.PICTURE, title(), words(judged), picture(judged)));
        }
        String blocks = IntStream.range(0, measured.own().size())
                .mapToObj(i -> "block " + (i + 1) + ": " + block(measured.own().get(i)) + "; reference: "
                        + block(measured.reference().get(i)))
                .collect(Collectors.joining("\n"));
        evidence.add(
                new Evidence(Evidence.Kind.EXAMPLE, "Every block that was measured", "the latencies of each", blocks));
        return evidence;
    }

    private String block(Latencies block) {
        return settings.limits().stream()
                .map(limit -> limit.name() + " " + Words.figures(block.percentile(limit.percentile()) / 1e6) + " ms")
                .collect(Collectors.joining(", "));
    }

    private String picture(Judged judged) {
        double own = judged.millis();
        double reference = judged.referenceMillis();
        List<BarsPicture.Bar> bars = List.of(
                BarsPicture.Bar.of("reference: " + Words.figures(reference) + " ms", List.of(reference)),
                BarsPicture.Bar.of("submission: " + Words.figures(own) + " ms", List.of(own))
                        .between(
                                judged.bounds().low() * reference,
                                judged.bounds().high() * reference));
        String axis = judged.limit().name() + " of the latency, ms";
        return BarsPicture.draw(
                title(), words(judged), axis, bars, judged.limit().times() * reference);
    }
}
