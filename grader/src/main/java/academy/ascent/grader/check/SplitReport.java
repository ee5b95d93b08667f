package academy.ascent.grader.check;

import academy.ascent.grader.check.LoadJudge.Decision;
import academy.ascent.grader.check.SplitSettings.Shares;
import academy.ascent.grader.check.SplitVerdict.ArmShare;
import academy.ascent.grader.picture.SharesPicture;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts shares into words, numbers and a picture. */
final class SplitReport {
    private SplitReport() {}

    /** The name of the measurement that holds an arm against the upper edge of its band. */
    static String most(SplitSettings.Arm arm) {
        return "share of " + arm.name();
    }

    static Finding finding(SplitSettings settings, Shares asked, SplitVerdict verdict, HostWitness witness) {
        boolean spared = verdict.outcome() == Outcome.FAILED && !verdict.isCertain() && !witness.clean();
        Outcome outcome = spared ? Outcome.UNDECIDED : verdict.outcome();
        String title = title(verdict) + (outcome == Outcome.UNDECIDED ? ": cannot tell" : "");
        String numbers = numbers(settings, asked, verdict);
        return new Finding(
                Ground.MEASURED,
                outcome,
                title,
                explanation(asked, verdict, numbers, outcome, spared ? witness.reason() : ""),
                measurements(asked, verdict, witness),
                List.of(new Evidence(
                        Evidence.Kind.PICTURE,
                        title,
                        numbers,
                        SharesPicture.draw(title, numbers, bars(asked, verdict)))));
    }

    private static String title(SplitVerdict verdict) {
        if (verdict.moved() > 0) {
            return Words.count(verdict.moved()) + " of " + Words.count(verdict.keys())
                    + " keys were answered by two arms";
        }
        for (ArmShare arm : verdict.arms()) {
            if (arm.silent()) {
                return arm.arm().name() + " answered nobody"
                        + (arm.count() == 0 ? "" : " after " + seconds(arm.last()));
            }
        }
        if (verdict.lostBounds().low() > SplitVerdict.MOST_LOST) {
            return Words.count(verdict.lost()) + " of " + Words.count(verdict.answers())
                    + " requests were answered by no arm";
        }
        return verdict.arms().stream()
                .map(arm -> arm.arm().name() + " " + Words.percent(arm.share()))
                .collect(Collectors.joining(", "));
    }

    private static String numbers(SplitSettings settings, Shares asked, SplitVerdict verdict) {
        String unit = asked.key().map(key -> "keys (" + key + ")").orElse("requests");
        String arms = verdict.arms().stream()
                .map(arm -> arm.arm().name() + " " + Words.count(arm.count()) + ", " + Words.percent(arm.share())
                        + " (between " + Words.percent(arm.bounds().low()) + " and "
                        + Words.percent(arm.bounds().high()) + "; asked "
                        + Words.percent(arm.arm().weight()) + ")")
                .collect(Collectors.joining("; "));
        String moved =
                asked.key().isEmpty() ? "" : " " + Words.count(verdict.moved()) + " keys were answered by two arms.";
        return "Of " + Words.count(verdict.keys()) + " " + unit + " at " + Words.rate(settings.rate()) + ": " + arms
                + "." + moved + " " + Words.count(verdict.lost()) + " of " + Words.count(verdict.answers())
                + " requests were answered by no arm.";
    }

    private static String explanation(
            Shares asked, SplitVerdict verdict, String numbers, Outcome outcome, String spared) {
        List<String> lines = new ArrayList<>();
        lines.add("Expected each arm to answer its weight, give or take " + Words.percent(asked.band())
                + asked.key()
                        .map(key -> ", and the same value of '" + key + "' to be answered by the same arm each time")
                        .orElse("")
                + ". Who answered is told by the numbers of the answer.");
        lines.add(numbers);
        switch (outcome) {
            case FAILED -> lines.add(advice(verdict));
            case UNDECIDED ->
                lines.add(
                        spared.isEmpty()
                                ? "A share stands too near to the edge of its band to tell."
                                : "This is not held against the submission, since " + spared + ".");
            case PASSED, SKIPPED -> {}
        }
        return String.join("\n", lines);
    }

    private static String advice(SplitVerdict verdict) {
        if (verdict.moved() > 0) {
            return "A split that draws afresh for every request shows one person both versions, and what comes of it"
                    + " belongs to neither: let a key decide (kind: ab, and its key, in serving.yaml).";
        }
        if (verdict.arms().stream().anyMatch(arm -> arm.silent() && arm.count() > 0)) {
            return "Every arm was healthy: no request to it failed, and it was as fast as it is meant to be. A rollback"
                    + " that takes it out all the same asks for more than the service promises: look at slower-than,"
                    + " its margins and alpha under rollback in serving.yaml.";
        }
        if (verdict.arms().stream().noneMatch(arm -> arm.decision() == Decision.OUTSIDE)) {
            return "Look at the route's name and at what its arms answer; the logs of the replicas say more.";
        }
        return "A share follows from the weights of the route in serving.yaml, in every replica that the Service sends"
                + " to. Replicas that serve one version only add their own part of the requests to it.";
    }

    private static List<Measurement> measurements(Shares asked, SplitVerdict verdict, HostWitness witness) {
        List<Measurement> measurements = new ArrayList<>();
        for (ArmShare arm : verdict.arms()) {
            measurements.add(new Measurement(
                    most(arm.arm()),
                    100 * arm.share(),
                    "%",
                    100 * arm.bounds().low(),
                    100 * arm.bounds().high(),
                    100 * (arm.arm().weight() + asked.band()),
                    Relation.AT_MOST));
        }
        if (asked.key().isPresent()) {
            measurements.add(
                    new Measurement("keys at two arms", verdict.moved(), "keys", null, null, 0.0, Relation.AT_MOST));
        }
        measurements.add(new Measurement(
                "answered by no arm",
                100.0 * verdict.lost() / Math.max(1, verdict.answers()),
                "%",
                100 * verdict.lostBounds().low(),
                100 * verdict.lostBounds().high(),
                100 * SplitVerdict.MOST_LOST,
                Relation.AT_MOST));
        measurements.add(Measurement.plain("requests", verdict.answers(), "requests"));
        measurements.add(Measurement.plain("send lag p99", witness.sendLagP99Micros() / 1e3, "ms"));
        return measurements;
    }

    private static List<SharesPicture.Bar> bars(Shares asked, SplitVerdict verdict) {
        return verdict.arms().stream()
                .map(arm -> new SharesPicture.Bar(
                        arm.arm().name(),
                        arm.share(),
                        arm.bounds().low(),
                        arm.bounds().high(),
                        arm.arm().weight() - asked.band(),
                        arm.arm().weight() + asked.band()))
                .toList();
    }

    private static String seconds(long nanos) {
        return Words.seconds(Duration.ofNanos(nanos));
    }
}
